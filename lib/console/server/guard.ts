import type { IncomingHttpHeaders } from 'node:http';

/** Headers that keep a page of ours to itself: nothing is loaded from elsewhere, and nobody frames it. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/**
 * Tells whether a request comes from this console's own page, or from no page at all. A page elsewhere must neither read
 * what is here nor set anything off: its Origin differs, and where it lets its own name point to this machine, its Host.
 */
export function isOwnRequest({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  // `none` is a person who typed the address. A link from elsewhere is asked to be opened anew.
  return site === undefined || site === 'same-origin' || site === 'none';
}
