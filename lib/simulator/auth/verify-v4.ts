import { accessDenied } from '../oss-errors.ts';
import type { OssRequest } from '../oss-request.ts';
import {
  assertKnownKey,
  assertRecent,
  invalidAuthorization,
  requestExpired,
  signatureDoesNotMatch,
} from './auth-errors.ts';
import type { SignatureOptions } from './credentials.ts';
import { isSameSignature } from './same-signature.ts';
import {
  assertScope,
  parseAdditionalHeaders,
  parseV4Credential,
  parseV4Date,
  V4_ALGORITHM,
  v4CanonicalRequest,
  v4Signature,
  v4StringToSign,
  type V4Credential,
} from './v4-signature.ts';

const MAX_EXPIRES_S = 604_800;

/**
 * Verifies `Authorization: OSS4-HMAC-SHA256 Credential=…,AdditionalHeaders=…,Signature=…`.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 * @throws {OssError} with OSS's status and code where it does not hold.
 */
export function verifyV4Header(request: OssRequest, options: SignatureOptions): void {
  const { headers } = request;
  const fields = parseFields((headers['authorization'] ?? '').slice(V4_ALGORITHM.length));
  const credential = parseV4Credential(fields.get('Credential') ?? '');
  const signature = fields.get('Signature') ?? '';
  if (!credential || signature === '') {
    throw invalidAuthorization('Authorization header is invalid.', 'Authorization', headers['authorization'] ?? '');
  }
  const payload = headers['x-oss-content-sha256'];
  if (payload !== undefined && payload !== 'UNSIGNED-PAYLOAD') {
    throw invalidAuthorization('x-oss-content-sha256 is invalid.', 'x-oss-content-sha256', payload, '0002-00000214');
  }
  const time = headers['x-oss-date'] ?? v4DateOf(headers['date']);
  assertRecent(parseV4Date(time), options.now);
  assertScope(credential, time, 'Authorization', options);
  assertKnownKey(options.credentials, credential.accessKeyId, headers['x-oss-security-token']);
  const additional = parseAdditionalHeaders(fields.get('AdditionalHeaders'), request);
  assertSignature(request, { credential, signature, time, additional }, options);
}

/**
 * Verifies a presigned V4 URL, of at most seven days.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/add-signatures-to-urls
 * @throws {OssError} with OSS's status and code where it does not hold.
 */
export function verifyV4Query(request: OssRequest, options: SignatureOptions): void {
  const { query } = request;
  const text = query.get('x-oss-credential') ?? '';
  const credential = parseV4Credential(text);
  const time = query.get('x-oss-date') ?? '';
  const expires = query.get('x-oss-expires') ?? '';
  if (query.get('x-oss-signature-version') !== V4_ALGORITHM || !credential) {
    throw invalidAuthorization('The V4 signature in the query is invalid.', 'x-oss-credential', text);
  }
  const start = parseV4Date(time);
  if (Number.isNaN(start)) throw accessDenied('OSS authentication requires a valid Date.');
  if (!/^\d{1,7}$/.test(expires) || Number(expires) < 1 || Number(expires) > MAX_EXPIRES_S) {
    throw invalidAuthorization('x-oss-expires must be from 1 to 604800 seconds.', 'x-oss-expires', expires);
  }
  if (start + Number(expires) * 1000 < options.now) throw requestExpired(start + Number(expires) * 1000, options.now);
  if (start > options.now) assertRecent(start, options.now);
  assertScope(credential, time, 'x-oss-credential', options);
  assertKnownKey(options.credentials, credential.accessKeyId, query.get('x-oss-security-token'));
  const additional = parseAdditionalHeaders(query.get('x-oss-additional-headers'), request);
  assertSignature(request, { credential, signature: query.get('x-oss-signature') ?? '', time, additional }, options);
}

interface GivenSignature {
  readonly credential: V4Credential;
  readonly signature: string;
  readonly time: string;
  readonly additional: readonly string[];
}

function assertSignature(request: OssRequest, given: GivenSignature, { credentials }: SignatureOptions): void {
  const { credential, signature, time, additional } = given;
  const { accessKeyId } = credential;
  const signed = (emptyWithEquals: boolean) => {
    const canonicalRequest = v4CanonicalRequest(request, additional, { emptyWithEquals });
    return { canonicalRequest, stringToSign: v4StringToSign(canonicalRequest, time, credential) };
  };
  const isGood = [signed(false), signed(true)].some(({ stringToSign }) =>
    isSameSignature(signature, v4Signature(stringToSign, credentials.accessKeySecret, credential)),
  );
  if (!isGood) throw signatureDoesNotMatch({ ...signed(false), accessKeyId, signature });
}

function parseFields(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(',').map((item) => {
    const equals = item.indexOf('=');
    return [item.slice(0, Math.max(equals, 0)).trim(), item.slice(equals + 1).trim()] as const;
  });
  return new Map(pairs);
}

/** `Date` as V4 writes time, where `x-oss-date` is not sent. */
function v4DateOf(date: string | undefined): string {
  const ms = Date.parse(date ?? '');
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}
