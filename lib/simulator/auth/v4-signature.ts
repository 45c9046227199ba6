import { createHash, createHmac } from 'node:crypto';
import type { OssRequest } from '../oss-request.ts';
import { invalidAuthorization } from './auth-errors.ts';
import type { SignatureOptions } from './credentials.ts';

/** The name of the algorithm, where a V4 signature states it. */
export const V4_ALGORITHM = 'OSS4-HMAC-SHA256';

/** What a V4 signature is for: `<key id>/<yyyymmdd>/<region>/oss/aliyun_v4_request`. */
export interface V4Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly product: string;
}

const CREDENTIAL =
  /^(?<accessKeyId>[^/]+)\/(?<date>\d{8})\/(?<region>[^/]+)\/(?<product>oss|oss-cloudbox)\/aliyun_v4_request$/;

/** Reads a V4 credential; `undefined` where it is none. */
export function parseV4Credential(text: string): V4Credential | undefined {
  const { accessKeyId = '', date = '', region = '', product = '' } = CREDENTIAL.exec(text)?.groups ?? {};
  return accessKeyId === '' ? undefined : { accessKeyId, date, region, product };
}

/** Reads a V4 time such as `20231203T121212Z`, in milliseconds since the epoch; NaN for anything else. */
export function parseV4Date(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Signs with the key that V4 derives from secret, day, region and product: lower-case hex of HMAC-SHA256. */
export function v4Signature(stringToSign: string, secret: string, { date, region, product }: V4Credential): string {
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = hmac(hmac(hmac(hmac(`aliyun_v4${secret}`, date), region), product), 'aliyun_v4_request');
  return hmac(key, stringToSign).toString('hex');
}

/** Joins what a V4 signature covers, over the canonical request (octets in a latin1 string). */
export function v4StringToSign(
  canonicalRequest: string,
  time: string,
  { date, region, product }: V4Credential,
): string {
  const hash = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex');
  return [V4_ALGORITHM, time, `${date}/${region}/${product}/aliyun_v4_request`, hash].join('\n');
}

/**
 * Builds the canonical request, as octets in a latin1 string. Parameters without value are written without `=`;
 * with `emptyWithEquals` those keep it that came with one, as some clients sign them.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function v4CanonicalRequest(
  request: OssRequest,
  additionalHeaders: readonly string[],
  { emptyWithEquals }: { readonly emptyWithEquals: boolean },
): string {
  const { method, bucket, key, headers } = request;
  const pairs = request.queryPairs
    .filter(({ name }) => name !== 'x-oss-signature')
    .map(({ name, value }) => {
      const hasValue = value !== null && (value !== '' || emptyWithEquals);
      return [encode(name), hasValue ? `=${encode(value)}` : ''] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signed = Object.keys(headers)
    .filter((name) => isAlwaysSigned(name) || additionalHeaders.includes(name))
    .sort()
    .map((name) => `${name}:${(headers[name] ?? '').trim()}\n`);
  return [
    method,
    encode(bucket === undefined ? '/' : `/${bucket}/${key}`).replaceAll('%2F', '/'),
    pairs.map((pair) => pair.join('')).join('&'),
    signed.join(''),
    additionalHeaders.join(';'),
    headers['x-oss-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
}

function isAlwaysSigned(name: string): boolean {
  return name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Splits a list of additional headers.
 * @throws {OssError} where it is empty, has an empty name or names a header that is not there.
 */
export function parseAdditionalHeaders(text: string | undefined, request: OssRequest): readonly string[] {
  if (text === undefined) return [];
  if (text === '')
    throw invalidAuthorization('AdditionalHeaders is empty.', 'AdditionalHeaders', text, '0002-00000209');
  const names = text.split(';').map((name) => name.toLowerCase());
  if (names.includes('')) {
    throw invalidAuthorization('AdditionalHeaders has an empty name.', 'AdditionalHeaders', text, '0002-00000210');
  }
  const missing = names.find((name) => request.headers[name] === undefined);
  if (missing === undefined) return names;
  throw invalidAuthorization(`The additional header ${missing} is not in the request.`, 'AdditionalHeaders', text);
}

/**
 * Throws where a credential is for another day than the request, or for another region than the simulator's.
 * @throws {OssError} `InvalidArgument`.
 */
export function assertScope(
  { date, region }: V4Credential,
  time: string,
  name: string,
  { region: expected }: Pick<SignatureOptions, 'region'>,
): void {
  if (!time.startsWith(date)) throw invalidAuthorization('Invalid signing date in Authorization header.', name, date);
  if (expected !== undefined && region !== expected) {
    throw invalidAuthorization('Invalid signing region in Authorization header.', name, region);
  }
}
