import { KNOWN_CALLBACKS } from '../../diagnostics/signature/known-callbacks.ts';
import type { CallbackBodyType } from '../../params/callback.ts';
import type { CallbackUrl } from '../../params/callback-url.ts';
import { defaultTemplate } from '../../params/default-template.ts';
import { parseTemplate } from '../../params/parse-template.ts';
import { renderBody } from '../../params/render-body.ts';
import { sampleValues } from '../../params/sample-values.ts';
import { callbackHeaders } from '../callback/callback-headers.ts';
import { createRequestId } from '../request-id.ts';

// Nobody's account.
const ACCOUNT = '1000000000000000';

/** Headers in the order in which they are sent. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A signed request before it is written down, so that a probe can spoil any part of it. */
export interface ProbeRequest {
  readonly url: CallbackUrl;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** What the requests of a probe are made of. */
export interface ProbeRequestOptions {
  readonly url: CallbackUrl;
  readonly bodyType: CallbackBodyType;
  /** PEM of the key to sign with. */
  readonly privateKey: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Makes a callback as OSS sends it, about an upload that never was. */
export function signedRequest({ url, bodyType, privateKey, now }: ProbeRequestOptions): ProbeRequest {
  const template = defaultTemplate(bodyType, []);
  const requestId = createRequestId(now);
  const values = { ...sampleValues(parseTemplate(template)), bucket: 'oss-callback-probe', reqId: requestId };
  return signed(Buffer.from(renderBody(template, values, bodyType)), { url, bodyType, privateKey, now, requestId });
}

/**
 * Makes a callback that OSS did sign once, for another server: who looks at path, query and body takes it, if he serves
 * that path. One whose path is that of the URL is preferred.
 */
export function publishedRequest(options: ProbeRequestOptions): ProbeRequest {
  const isJson = options.bodyType === 'application/json';
  const known = KNOWN_CALLBACKS.filter(({ bodyType, body }) => {
    return bodyType === options.bodyType && body.startsWith('{') === isJson;
  });
  const path = options.url.path || '/';
  const chosen = known.find((each) => each.path === path) ?? known.find((each) => each.path === '/') ?? known[0];
  if (chosen === undefined) throw new TypeError(`no published callback is of the type ${options.bodyType}`);
  const url = { ...options.url, path: chosen.path, query: chosen.query };
  const request = signed(Buffer.from(chosen.body), { ...options, url, requestId: createRequestId(options.now) });
  return { ...request, headers: withHeader(request.headers, 'Authorization', chosen.authorization) };
}

/** Replaces a header, or leaves it out where there is no value. */
export function withHeader(headers: HeaderList, name: string, value: string | undefined): HeaderList {
  return headers.flatMap((header) => {
    if (header[0] !== name) return [header];
    return value === undefined ? [] : [[name, value] as const];
  });
}

function signed(body: Uint8Array, options: ProbeRequestOptions & { readonly requestId: string }): ProbeRequest {
  const { url, bodyType, now, requestId, privateKey } = options;
  const origin = { bucket: 'oss-callback-probe', requestId, owner: ACCOUNT, requester: ACCOUNT };
  return { url, body, headers: callbackHeaders({ url, body, bodyType, origin, now }, privateKey) };
}
