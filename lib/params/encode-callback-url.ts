import { domainToASCII } from 'node:url';
import { CallbackInvalidError } from '../errors.ts';
import { parseCallbackUrls } from './callback-url.ts';
import { refuse } from './refusal.ts';

// What RFC 3986 does not allow in a URL; a % is taken for an escape that is there already.
const FOREIGN = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu;

/** Where a `callbackUrl` holds something that must be percent-encoded; -1 where it holds nothing such. */
export function foreignCharacterIn(callbackUrl: string): number {
  return callbackUrl.search(FOREIGN);
}

/**
 * Writes a `callbackUrl` (also a list) as OSS wants it: percent-encoded UTF-8, a host in its ASCII form. What is encoded already
 * stays, so encoding twice changes nothing.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 * @throws {CallbackInvalidError} where a host has no ASCII form: no name in DNS can be meant.
 */
export function encodeCallbackUrl(callbackUrl: string): string {
  const encoded = encodedCallbackUrl(callbackUrl);
  if (encoded === undefined) throw new CallbackInvalidError(refuse('url-invalid', callbackUrl));
  return encoded;
}

/** What {@link encodeCallbackUrl} writes; `undefined` where a host has no ASCII form. Never throws. */
export function encodedCallbackUrl(callbackUrl: string): string | undefined {
  const urls = parseCallbackUrls(callbackUrl).map(({ text, host }) => {
    const asciiHost = foreignCharacterIn(host) === -1 ? host : domainToASCII(host);
    return host !== '' && asciiHost === '' ? undefined : text.replace(host, () => asciiHost);
  });
  return urls.includes(undefined) ? undefined : urls.join(';').replace(FOREIGN, percentEncode);
}

// Through octets, since encodeURIComponent throws on half of a surrogate pair.
const percentEncode = (character: string): string => encodeURIComponent(Buffer.from(character).toString());
