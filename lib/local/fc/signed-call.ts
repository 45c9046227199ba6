import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FcCredentials } from '../../fc/credentials.ts';

/** A call of an API of Function Compute, as it came. */
export interface SignedCall {
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** Why a call is not let in. */
export type SignatureFault = 'missing' | 'unknown-key' | 'bad-token' | 'expired' | 'changed-body' | 'mismatch';

/** Options of the checks. */
export interface SignatureCheckOptions {
  readonly credentials: FcCredentials;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const MAX_SKEW_MS = 900_000;

/**
 * Checks the signature of Function Compute 3.0's API, ACS3-HMAC-SHA256; `undefined` where it is right.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function checkAcs3Signature(
  call: SignedCall,
  { credentials, now }: SignatureCheckOptions,
): SignatureFault | undefined {
  const { headers, body } = call;
  const [, keyId, names = '', signature = ''] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (keyId === undefined) return 'missing';
  const token = value(headers, 'x-acs-security-token');
  const fault = checkKey({ keyId, token, date: value(headers, 'x-acs-date') }, { credentials, now });
  if (fault !== undefined) return fault;
  const payload = createHash('sha256').update(body).digest('hex');
  if (value(headers, 'x-acs-content-sha256') !== payload) return 'changed-body';
  const signed = names.split(';');
  const mustBeSigned = Object.keys(headers).filter((name) => name.startsWith('x-acs-') || name === 'host');
  if (!mustBeSigned.every((name) => signed.includes(name))) return 'mismatch';
  const [path = '', query = ''] = call.url.split('?', 2);
  const lines = signed.map((name) => `${name}:${value(headers, name).trim()}\n`).join('');
  const canonical = [call.method, path, query.split('&').sort().join('&'), lines, names, payload].join('\n');
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const expected = createHmac('sha256', credentials.accessKeySecret).update(text).digest('hex');
  return isSame(expected, signature) ? undefined : 'mismatch';
}

/**
 * Checks the signature of Function Compute 2.0's API, `FC <key id>:<signature>`; `undefined` where it is right.
 * https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/developer-reference/signature-authentication
 */
export function checkFc2Signature(
  call: SignedCall,
  { credentials, now }: SignatureCheckOptions,
): SignatureFault | undefined {
  const { headers, body } = call;
  const [, keyId, signature = ''] = /^FC ([^:]+):(\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (keyId === undefined) return 'missing';
  const token = value(headers, 'x-fc-security-token');
  const date = value(headers, 'date');
  const fault = checkKey({ keyId, token, date }, { credentials, now });
  if (fault !== undefined) return fault;
  // The clients put hexadecimal digits into base64.
  const md5 = Buffer.from(createHash('md5').update(body).digest('hex')).toString('base64');
  const stated = value(headers, 'content-md5');
  if (stated !== '' && stated !== md5) return 'changed-body';
  const names = Object.keys(headers).filter((name) => name.startsWith('x-fc-'));
  const lines = names.sort().map((name) => `${name}:${value(headers, name)}\n`);
  const [path = ''] = call.url.split('?', 1);
  const text = [call.method, stated, value(headers, 'content-type'), date, lines.join('') + path].join('\n');
  const expected = createHmac('sha256', credentials.accessKeySecret).update(text).digest('base64');
  return isSame(expected, signature) ? undefined : 'mismatch';
}

function checkKey(
  { keyId, token, date }: { readonly keyId: string; readonly token: string; readonly date: string },
  { credentials, now }: SignatureCheckOptions,
): SignatureFault | undefined {
  if (keyId !== credentials.accessKeyId) return 'unknown-key';
  if (token !== (credentials.securityToken ?? '')) return 'bad-token';
  return Math.abs(now - Date.parse(date)) < MAX_SKEW_MS ? undefined : 'expired';
}

function value(headers: IncomingHttpHeaders, name: string): string {
  const given = headers[name];
  return typeof given === 'string' ? given : '';
}

const isSame = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
