import type { CallbackRequest } from '../../http/callback-request.ts';

/** A path and query that OSS may have called. */
export interface Hint {
  /** Percent-encoded; empty where the URL has none. */
  readonly path: string;
  /** With its `?`; empty where there is none. */
  readonly query: string;
}

// Where proxies note what they were asked for before they rewrote it.
const ORIGINAL_URI_HEADERS = [
  'x-original-uri',
  'x-original-url',
  'x-rewrite-url',
  'x-forwarded-uri',
  'x-forwarded-path',
  'x-request-uri',
  'x-envoy-original-path',
];
const MAX_HINTS = 16;

/** What the configuration or the headers of a proxy tell about the URL that OSS called. */
export function hintsOf(headers: CallbackRequest['headers'], callbackUrls: readonly string[]): Hint[] {
  const noted = ORIGINAL_URI_HEADERS.flatMap((name) => headers[name] ?? []);
  return [...callbackUrls.flatMap((urls) => urls.split(';')), ...noted].slice(0, MAX_HINTS).map(toHint);
}

function toHint(url: string): Hint {
  const text = url.trim();
  // Of a URL without scheme, a host comes first too: OSS takes `host/path` for http.
  const target = text.startsWith('/') ? text : text.replace(/^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*/i, '');
  const [withoutFragment = ''] = target.split('#', 1);
  const mark = withoutFragment.indexOf('?');
  if (mark === -1) return { path: withoutFragment, query: '' };
  return { path: withoutFragment.slice(0, mark), query: withoutFragment.slice(mark) };
}
