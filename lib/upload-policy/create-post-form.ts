import { createHmac } from 'node:crypto';
import { bucketUrl } from './bucket-url.ts';
import { SIGNATURE_V4, signV4, v4Scope } from './oss-v4.ts';
import { expirationOf, type PinnedUpload } from './pinned-upload.ts';

/** What a form upload is limited to, beside what every upload is. */
export interface PostUpload extends PinnedUpload {
  /** Octets of the file at least. */
  readonly minBytes: number;
  /** Octets of the file at most. */
  readonly maxBytes: number;
  /** Version of the signature. Default `v4`. */
  readonly signature?: 'v4' | 'v1';
}

/** What a browser posts: every field as it is, then the file. */
export interface PostForm {
  readonly method: 'POST';
  readonly url: string;
  /** In this order, before the file, whose field is named `file` and comes last. */
  readonly fields: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly expiresAt: string;
}

type Condition = readonly unknown[] | Readonly<Record<string, string>>;

/**
 * Makes the form of a PostObject upload, whose signed policy refuses a changed or missing callback, key, size or type.
 * OSS checks only what the policy lists: a field that it does not list is free.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
 */
export function createPostForm(upload: PostUpload): PostForm {
  const { signature = 'v4', scope, object, minBytes, maxBytes } = upload;
  const pinned: Record<string, string> = {
    ...typeFields(upload),
    // Else OSS answers 204, which has no room for the receiver's answer.
    success_action_status: '200',
    callback: upload.callback,
    ...upload.vars,
    ...(signature === 'v4' ? v4Fields(upload) : {}),
  };
  const conditions: Condition[] = [
    { bucket: upload.bucket },
    [scope === 'key' ? 'eq' : 'starts-with', '$key', object],
    ['content-length-range', minBytes, maxBytes],
    ...Object.entries(pinned).map(([name, value]) => exactly(name.toLowerCase(), value)),
  ];
  const expiresAt = expirationOf(upload);
  const policy = Buffer.from(JSON.stringify({ expiration: expiresAt, conditions })).toString('base64');
  const key = scope === 'key' ? object : `${object}\${filename}`;
  const signed = signature === 'v4' ? signPolicyV4(upload, policy) : signPolicyV1(upload, policy);
  return { method: 'POST', url: bucketUrl(upload), fields: { key, ...pinned, policy, ...signed }, expiresAt };
}

// The two forms mean the same; each field is written as OSS's own samples write it.
function exactly(name: string, value: string): Condition {
  return name === 'callback' || name.startsWith('x-oss-') ? { [name]: value } : ['eq', `$${name}`, value];
}

// `x-oss-content-type` beats the type that the browser gives the file, which beats `Content-Type`: all are pinned that can be.
function typeFields({ contentType }: PinnedUpload): Record<string, string> {
  return contentType === undefined ? {} : { 'Content-Type': contentType, 'x-oss-content-type': contentType };
}

function v4Fields({ credentials, region, now }: PinnedUpload): Record<string, string> {
  const { timestamp, scope } = v4Scope(region, now);
  const { accessKeyId, securityToken } = credentials;
  return {
    'x-oss-signature-version': SIGNATURE_V4,
    'x-oss-credential': `${accessKeyId}/${scope}`,
    'x-oss-date': timestamp,
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
  };
}

function signPolicyV4({ credentials, region, now }: PinnedUpload, policy: string): Record<string, string> {
  return { 'x-oss-signature': signV4(credentials.accessKeySecret, v4Scope(region, now).scope, policy) };
}

function signPolicyV1({ credentials }: PinnedUpload, policy: string): Record<string, string> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  return {
    OSSAccessKeyId: accessKeyId,
    Signature: createHmac('sha1', accessKeySecret).update(policy).digest('base64'),
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
  };
}
