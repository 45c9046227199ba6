import { createHmac } from 'node:crypto';
import { accessDenied, invalidArgument } from '../oss-errors.ts';
import { assertKnownKey, assertRecent, signatureDoesNotMatch } from './auth-errors.ts';
import { anonymousDenied } from './authenticate.ts';
import type { SignatureOptions } from './credentials.ts';
import { assertPostPolicy, parsePostPolicy, type PostPolicy } from './post-policy.ts';
import { isSameSignature } from './same-signature.ts';
import { parseV4Credential, parseV4Date, V4_ALGORITHM, v4Signature } from './v4-signature.ts';

const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;
// Each of these must be named by a condition where the form has it.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000228
const V4_FIELDS = ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-security-token'] as const;

/**
 * Verifies a form's signature, V1 or V4, and that the form keeps the signed policy. Fields come by lower-case name, `bucket` among them.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
 * @throws {OssError} with OSS's status and code.
 */
export function verifyPost(fields: ReadonlyMap<string, string>, options: SignatureOptions): PostPolicy {
  const isV4 = fields.has('x-oss-signature-version') || fields.has('x-oss-signature');
  if (!isV4 && !fields.has('ossaccesskeyid') && !fields.has('signature')) throw anonymousDenied();
  const encoded = fields.get('policy');
  if (encoded === undefined) throw invalidArgument('The policy field is missing.', 'policy', '', '0002-00000702');
  if (isV4) verifyV4(fields, encoded, options);
  else verifyV1(fields, encoded, options);
  const policy = parsePostPolicy(encoded);
  if (isV4) assertFieldsPinned(policy, fields);
  assertPostPolicy(policy, fields, options.now);
  return policy;
}

function verifyV1(fields: ReadonlyMap<string, string>, policy: string, { credentials }: SignatureOptions): void {
  const accessKeyId = fields.get('ossaccesskeyid') ?? '';
  const signature = fields.get('signature') ?? '';
  if (signature === '') throw invalidArgument('The Signature field is empty.', 'Signature', '', '0002-00000704');
  assertKnownKey(credentials, accessKeyId, fields.get('x-oss-security-token'));
  const right = createHmac('sha1', credentials.accessKeySecret).update(policy).digest('base64');
  if (!isSameSignature(signature, right)) {
    throw signatureDoesNotMatch({ accessKeyId, signature, stringToSign: policy }, '0002-00000705');
  }
}

function verifyV4(fields: ReadonlyMap<string, string>, policy: string, options: SignatureOptions): void {
  const field = (name: string): string => fields.get(name) ?? '';
  const version = field('x-oss-signature-version');
  if (version !== V4_ALGORITHM) {
    throw invalidArgument('The signature version is invalid.', 'x-oss-signature-version', version, '0002-00000701');
  }
  const credential = parseV4Credential(field('x-oss-credential'));
  if (!credential) {
    const ec = field('x-oss-credential') === '' ? '0002-00000703' : '0002-00000710';
    throw invalidArgument('The credential is invalid.', 'x-oss-credential', field('x-oss-credential'), ec);
  }
  const signature = field('x-oss-signature');
  if (signature === '') {
    throw invalidArgument('The x-oss-signature field is empty.', 'x-oss-signature', '', '0002-00000704');
  }
  assertV4Date(field('x-oss-date'), credential.date, options.now);
  const { accessKeyId } = credential;
  assertKnownKey(options.credentials, accessKeyId, fields.get('x-oss-security-token'));
  if (options.region !== undefined && credential.region !== options.region) {
    throw invalidArgument('The region of the credential is invalid.', 'x-oss-credential', credential.region);
  }
  const right = v4Signature(policy, options.credentials.accessKeySecret, credential);
  if (!isSameSignature(signature, right)) {
    throw signatureDoesNotMatch({ accessKeyId, signature, stringToSign: policy }, '0002-00000705');
  }
}

/** The date may lie seven days back, a quarter of an hour ahead, and is on the credential's day. */
function assertV4Date(date: string, credentialDate: string, now: number): void {
  const ms = parseV4Date(date);
  if (Number.isNaN(ms)) throw invalidArgument('The date is invalid.', 'x-oss-date', date, '0002-00000066');
  if (ms > now) assertRecent(ms, now);
  if (now - ms > MAX_AGE_MS || !date.startsWith(credentialDate)) {
    throw invalidArgument(
      'The date of the credential is invalid.',
      'x-oss-credential',
      credentialDate,
      '0002-00000709',
    );
  }
}

function assertFieldsPinned({ conditions }: PostPolicy, fields: ReadonlyMap<string, string>): void {
  const pinned = new Set(conditions.map((condition) => ('field' in condition ? condition.field : '')));
  const extra = V4_FIELDS.filter((name) => fields.has(name) && !pinned.has(name));
  if (extra.length === 0) return;
  throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`, '0006-00000228');
}
