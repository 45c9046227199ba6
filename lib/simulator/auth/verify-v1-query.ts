import { accessDenied } from '../oss-errors.ts';
import type { OssRequest } from '../oss-request.ts';
import { assertKnownKey, requestExpired, signatureDoesNotMatch } from './auth-errors.ts';
import type { SignatureOptions } from './credentials.ts';
import { isSameSignature } from './same-signature.ts';
import { v1Signature, v1StringToSign } from './v1-signature.ts';

/**
 * Verifies a presigned URL: `OSSAccessKeyId`, `Expires` (seconds since the epoch) and `Signature` in the query.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/add-signatures-to-urls
 * @throws {OssError} with OSS's status and code where it does not hold.
 */
export function verifyV1Query(request: OssRequest, { credentials, now }: SignatureOptions): void {
  const { query } = request;
  const accessKeyId = query.get('OSSAccessKeyId') ?? '';
  const signature = query.get('Signature') ?? '';
  const expires = query.get('Expires') ?? '';
  if (accessKeyId === '' || signature === '' || !/^\d{1,12}$/.test(expires)) {
    throw accessDenied('Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters.');
  }
  const expiresMs = Number(expires) * 1000;
  if (expiresMs < now) throw requestExpired(expiresMs, now);
  assertKnownKey(credentials, accessKeyId, query.get('security-token') ?? request.headers['x-oss-security-token']);
  const stringToSign = v1StringToSign(request, expires);
  if (!isSameSignature(signature, v1Signature(stringToSign, credentials.accessKeySecret))) {
    throw signatureDoesNotMatch({ accessKeyId, signature, stringToSign });
  }
}
