import { createHash } from 'node:crypto';
import { bucketUrl, encodeKey, encodeRfc3986 } from './bucket-url.ts';
import { SIGNATURE_V4, signV4, v4Scope } from './oss-v4.ts';
import { expirationOf, type PinnedUpload } from './pinned-upload.ts';

/** What a PUT is limited to: one key, and one size where that is known. */
export interface PutUpload extends Omit<PinnedUpload, 'scope'> {
  /** Octets of the file; default: any. OSS has no signed range of sizes for a PUT. */
  readonly size?: number | undefined;
}

/** What a browser or an app puts. */
export interface PresignedPut {
  readonly method: 'PUT';
  readonly url: string;
  /** To be sent exactly so. `Content-Length` is signed too where the size is pinned; every client sends it by itself. */
  readonly headers: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly expiresAt: string;
}

const DEFAULT_TYPE = 'application/octet-stream';

/**
 * Presigns a PutObject with signature version 4. The callback stands in the signed query, so it cannot be changed or
 * dropped; the type is always signed, since OSS signs whatever type a client sends.
 * https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls
 */
export function presignPut(upload: PutUpload): PresignedPut {
  const { credentials, region, now, bucket, object, size, callback, contentType = DEFAULT_TYPE } = upload;
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const { timestamp, scope } = v4Scope(region, now);
  const callbackVar = encodeVars(upload.vars);
  const query: Record<string, string> = {
    callback,
    ...(callbackVar === undefined ? {} : { 'callback-var': callbackVar }),
    ...(size === undefined ? {} : { 'x-oss-additional-headers': 'content-length' }),
    'x-oss-credential': `${accessKeyId}/${scope}`,
    'x-oss-date': timestamp,
    'x-oss-expires': String(upload.expiresInSeconds),
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
    'x-oss-signature-version': SIGNATURE_V4,
  };
  const canonicalQuery = formatQuery(query);
  const canonicalRequest = [
    'PUT',
    `/${bucket}/${encodeKey(object)}`,
    canonicalQuery,
    ...(size === undefined ? [] : [`content-length:${size}`]),
    `content-type:${contentType}`,
    '',
    size === undefined ? '' : 'content-length',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const digest = createHash('sha256').update(canonicalRequest).digest('hex');
  const signature = signV4(accessKeySecret, scope, [SIGNATURE_V4, timestamp, scope, digest].join('\n'));
  return {
    method: 'PUT',
    url: `${bucketUrl(upload)}${encodeKey(object)}?${canonicalQuery}&x-oss-signature=${signature}`,
    headers: { 'Content-Type': contentType },
    expiresAt: expirationOf({ ...upload, scope: 'key' }),
  };
}

function formatQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encodeRfc3986(name)}=${encodeRfc3986(query[name] ?? '')}`)
    .join('&');
}

function encodeVars(vars: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.keys(vars).length === 0 ? undefined : Buffer.from(JSON.stringify(vars)).toString('base64');
}
