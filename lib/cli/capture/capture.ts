import type { CallbackRequest } from '../../http/callback-request.ts';

/** What a captured request was written down as. */
export type CaptureFormat =
  | 'raw HTTP'
  | 'curl command'
  | 'HAR'
  | 'request in JSON'
  | 'Lambda event'
  | 'Function Compute event'
  | 'webhook.site export';

/** One captured request. */
export interface Capture {
  readonly format: CaptureFormat;
  readonly request: CallbackRequest;
}

/** Reads one format of captures; `undefined` where the text is of another. */
export type CaptureReader = (octets: Uint8Array) => readonly Capture[] | undefined;

/** Splits a request target or URL into what OSS signs of it; nothing of it is decoded. */
export function splitTarget(target: string): Pick<CallbackRequest, 'path' | 'rawQuery'> {
  const [local = ''] = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split('#', 1);
  const mark = local.indexOf('?');
  const path = mark === -1 ? local : local.slice(0, mark);
  return { path: path === '' ? '/' : path, rawQuery: mark === -1 ? '' : local.slice(mark + 1) };
}

/** The host of a URL with its port; `undefined` where it is none. */
export function hostOf(url: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1];
}

/** Joins headers as the receiver wants them: names in lower case, a name that came twice with `, `. */
export function joinHeaders(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const joined: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of pairs) {
    const key = name.trim().toLowerCase();
    joined[key] = joined[key] === undefined ? value.trim() : `${joined[key]}, ${value.trim()}`;
  }
  return joined;
}

/** Makes a request of what a capture holds, as a plain server would have received it. */
export function capturedRequest(captured: {
  readonly method: string;
  /** A path with its query, or a whole URL. */
  readonly target: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: Uint8Array;
}): CallbackRequest {
  const headers = joinHeaders(captured.headers);
  const host = headers['host'] ?? hostOf(captured.target);
  return {
    method: captured.method.toUpperCase(),
    ...splitTarget(captured.target),
    pathEncoding: 'encoded',
    headers: { ...headers, ...(host === undefined ? {} : { host }) },
    body: captured.body,
    requestId: 'capture',
  };
}
