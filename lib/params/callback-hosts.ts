import { decodeBase64 } from './base64.ts';
import { parseCallbackUrls } from './callback-url.ts';
import { hostKind } from './host-kind.ts';
import { parseJsonObject } from './parse-json-object.ts';
import type { CallbackParameters } from './validate-callback.ts';

/**
 * The host names in a `callbackUrl` that must be looked up before `validateCallback` can judge their addresses.
 * Never throws; addresses are left out, and so is what cannot be read.
 */
export function callbackHosts({ header, query, form }: CallbackParameters): string[] {
  const encoded = header || query || form;
  const json = encoded && decodeBase64(encoded);
  const callbackUrl = json && parseJsonObject(json)?.['callbackUrl'];
  if (typeof callbackUrl !== 'string') return [];
  const hosts = parseCallbackUrls(callbackUrl).map(({ host }) => host);
  return [...new Set(hosts)].filter((host) => host !== '' && hostKind(host) === 'name');
}
