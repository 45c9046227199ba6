import type { OssRequest } from '../oss-request.ts';
import { assertKnownKey, assertRecent, invalidAuthorization, signatureDoesNotMatch } from './auth-errors.ts';
import type { SignatureOptions } from './credentials.ts';
import { isSameSignature } from './same-signature.ts';
import { v1Signature, v1StringToSign } from './v1-signature.ts';

/**
 * Verifies `Authorization: OSS <key id>:<signature>`.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
 * @throws {OssError} with OSS's status and code where it does not hold.
 */
export function verifyV1Header(request: OssRequest, { credentials, now }: SignatureOptions): void {
  const { headers } = request;
  const authorization = headers['authorization'] ?? '';
  const [, accessKeyId = '', signature = ''] = /^OSS ([^:\s]+):(\S+)$/.exec(authorization) ?? [];
  if (signature === '') {
    throw invalidAuthorization('Authorization header is invalid.', 'Authorization', authorization);
  }
  const date = headers['x-oss-date'] ?? headers['date'] ?? '';
  assertRecent(Date.parse(date), now);
  assertKnownKey(credentials, accessKeyId, headers['x-oss-security-token']);
  // A client that sends both dates may have signed either.
  const dates = [date, headers['date'] ?? date];
  const stringsToSign = dates.map((each) => v1StringToSign(request, each));
  const isGood = stringsToSign.some((text) =>
    isSameSignature(signature, v1Signature(text, credentials.accessKeySecret)),
  );
  if (!isGood) throw signatureDoesNotMatch({ accessKeyId, signature, stringToSign: stringsToSign[0] ?? '' });
}
