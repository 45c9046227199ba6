import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const AUTHORIZATION = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/;
const SIGNED_ALWAYS = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];
const MAX_AGE_MS = 900_000;

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Checks a request's ACS3-HMAC-SHA256 signature as Alibaba Cloud does, from the request alone.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 * @returns what is wrong with it, or `undefined`.
 */
export function acs3Fault(
  { method = '', url = '/', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: Uint8Array,
  { accessKeyId, secret }: { readonly accessKeyId: string; readonly secret: string },
): string | undefined {
  const [, keyId, names = '', signature] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (signature === undefined) return 'not signed with ACS3-HMAC-SHA256';
  if (keyId !== accessKeyId) return `unknown access key ${String(keyId)}`;
  const signed = names.split(';');
  const missing = SIGNED_ALWAYS.filter((name) => !signed.includes(name));
  if (missing.length > 0) return `not signed: ${missing.join(', ')}`;
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-acs-') && !signed.includes(name));
  if (unsigned.length > 0) return `sent but not signed: ${unsigned.join(', ')}`;
  if (headers['x-acs-content-sha256'] !== sha256(body)) return 'signed for another body';
  const age = Date.now() - Date.parse(String(headers['x-acs-date']));
  if (!(Math.abs(age) < MAX_AGE_MS)) return `signed at another time: ${String(headers['x-acs-date'])}`;
  const { pathname, searchParams } = new URL(url, 'http://fake');
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const canonical = [
    method,
    pathname,
    query.join('&'),
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  const expected = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return expected === signature ? undefined : 'the signature does not match';
}
