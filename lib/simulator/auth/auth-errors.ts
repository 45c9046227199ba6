import { accessDenied, invalidArgument } from '../oss-errors.ts';
import { OssError } from '../oss-error.ts';
import type { SimulatorCredentials } from './credentials.ts';

// OSS allows this much between the request's date and its own clock.
// https://www.alibabacloud.com/help/en/oss/user-guide/0002-00000504
const MAX_SKEW_MS = 15 * 60 * 1000;

/** What the signature was computed over, shown to the client so that it can compare. */
export interface SignatureEvidence {
  readonly accessKeyId: string;
  readonly signature: string;
  readonly stringToSign: string;
  readonly canonicalRequest?: string;
}

/** 403: another secret, or another request than the signed one. Tells what was signed here, as OSS does. */
export function signatureDoesNotMatch(evidence: SignatureEvidence, ec = '0002-00000040'): OssError {
  const { accessKeyId, signature, stringToSign, canonicalRequest } = evidence;
  return new OssError({
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ec,
    details: {
      OSSAccessKeyId: accessKeyId,
      SignatureProvided: signature,
      StringToSign: stringToSign,
      StringToSignBytes: hexOctets(stringToSign),
      ...(canonicalRequest !== undefined && { CanonicalRequest: canonicalRequest }),
    },
  });
}

const hexOctets = (text: string): string =>
  [...Buffer.from(text)].map((octet) => octet.toString(16).padStart(2, '0').toUpperCase()).join(' ');

/**
 * Throws unless key id and STS token are those of the simulator.
 * @throws {OssError} `InvalidAccessKeyId` with status 403.
 */
export function assertKnownKey(
  credentials: SimulatorCredentials,
  accessKeyId: string,
  securityToken: string | undefined,
): void {
  if (accessKeyId !== credentials.accessKeyId) {
    throw invalidAccessKey(accessKeyId, 'The OSS Access Key Id you provided does not exist in our records.');
  }
  if (credentials.securityToken !== undefined && securityToken !== credentials.securityToken) {
    throw invalidAccessKey(accessKeyId, 'The security token you provided is invalid.');
  }
}

function invalidAccessKey(accessKeyId: string, message: string): OssError {
  return new OssError({
    status: 403,
    code: 'InvalidAccessKeyId',
    message,
    ec: '0002-00000902',
    details: { OSSAccessKeyId: accessKeyId },
  });
}

/**
 * Throws where a request's time is more than 15 minutes off; a time that cannot be read is refused as well.
 * @throws {OssError} with status 403.
 */
export function assertRecent(timeMs: number, now: number): void {
  if (Number.isNaN(timeMs)) throw accessDenied('OSS authentication requires a valid Date.');
  if (Math.abs(now - timeMs) <= MAX_SKEW_MS) return;
  throw new OssError({
    status: 403,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
    ec: '0002-00000504',
    details: {
      MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
      RequestTime: new Date(timeMs).toISOString(),
      ServerTime: new Date(now).toISOString(),
    },
  });
}

/** 403: a presigned URL past its time. */
export function requestExpired(expiresMs: number, now: number): OssError {
  return new OssError({
    status: 403,
    code: 'AccessDenied',
    message: 'Request has expired.',
    details: { Expires: new Date(expiresMs).toISOString(), ServerTime: new Date(now).toISOString() },
  });
}

/** 400: the Authorization header, or what stands for it in the query, cannot be read. */
export const invalidAuthorization = (message: string, name: string, value: string, ec?: string): OssError =>
  invalidArgument(message, name, value, ec);
