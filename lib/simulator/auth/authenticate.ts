import { accessDenied } from '../oss-errors.ts';
import type { OssRequest } from '../oss-request.ts';
import { invalidAuthorization } from './auth-errors.ts';
import type { SignatureOptions } from './credentials.ts';
import { V4_ALGORITHM } from './v4-signature.ts';
import { verifyV1Header } from './verify-v1-header.ts';
import { verifyV1Query } from './verify-v1-query.ts';
import { verifyV4Header, verifyV4Query } from './verify-v4.ts';

/**
 * Verifies the signature that a request carries, whichever of the four kinds it is.
 * @throws {OssError} with OSS's status and code; also where there is none, since every bucket here is private.
 */
export function authenticate(request: OssRequest, options: SignatureOptions): void {
  const authorization = request.headers['authorization'];
  if (authorization !== undefined) {
    if (authorization.startsWith(`${V4_ALGORITHM} `)) verifyV4Header(request, options);
    else if (authorization.startsWith('OSS ')) verifyV1Header(request, options);
    else throw invalidAuthorization('Authorization header is invalid.', 'Authorization', authorization);
  } else if (request.query.has('x-oss-signature')) verifyV4Query(request, options);
  else if (request.query.has('Signature')) verifyV1Query(request, options);
  else throw anonymousDenied();
}

/** 403: nobody signed the request. */
export function anonymousDenied() {
  return accessDenied('You have no right to access this object because of bucket acl.', '0003-00000001');
}
