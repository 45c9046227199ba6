import { isBucketName, isObjectKey } from './oss-names.ts';
import { MAX_EXPIRES_SECONDS } from './oss-v4.ts';
import type { TicketScope } from './ticket.ts';
import type { UploadRequest } from './upload-request.ts';

/** What a user may upload. Made by the one who knows the user: `authorize`. */
export interface UploadGrant {
  /** Default: the configured bucket. */
  readonly bucket?: string;
  /** The one key he may write. Either this or `keyPrefix`. */
  readonly key?: string;
  /** What keys must begin with. Let it name the user, so that none overwrites another's objects. */
  readonly keyPrefix?: string;
  /** Octets. Default 1. */
  readonly minBytes?: number;
  /** Octets, at most 5 GB. */
  readonly maxBytes: number;
  /** MIME types, `image/png` or `image/*`. Default: any. */
  readonly contentTypes?: readonly string[];
  /** How long an upload may begin, in seconds, 1 to 604800. */
  readonly expiresInSeconds: number;
  /** Custom variables for the callback, by their whole name, `x:user`. They are pinned. Default none. */
  readonly vars?: Readonly<Record<string, string>>;
}

/** What of a grant a request makes use of. */
export interface GrantedUpload {
  readonly scope: TicketScope;
  readonly object: string;
  readonly contentType: string | undefined;
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** A grant as far as it is used, or why it does not cover the request. */
export type GrantOutcome = { readonly granted: GrantedUpload } | { readonly refusal: string };

// https://www.alibabacloud.com/help/en/oss/user-guide/limits
const MAX_UPLOAD_BYTES = 5 * 1_024 ** 3;

/**
 * Holds a request against what is granted.
 * @throws {TypeError} where the grant itself is not what it must be.
 */
export function applyGrant(grant: UploadGrant, { method, key, contentType, size }: UploadRequest): GrantOutcome {
  assertGrant(grant);
  const { minBytes = 1, maxBytes, contentTypes } = grant;
  const scoped = scopeOf(grant, key);
  if (scoped === undefined) return { refusal: '"key" is not one that you may write' };
  if (method === 'put' && scoped.scope === 'prefix') return { refusal: '"key" must be given for a put' };
  if (contentTypes !== undefined) {
    if (contentType === undefined) return { refusal: `"contentType" must be given: one of ${contentTypes.join(', ')}` };
    if (!contentTypes.some((pattern) => matches(contentType, pattern))) {
      return { refusal: `"contentType" must be one of ${contentTypes.join(', ')}` };
    }
  }
  if (method === 'put' && size === undefined) return { refusal: '"size" must be given for a put' };
  if (size !== undefined && (size < minBytes || size > maxBytes)) {
    return { refusal: `"size" must be from ${minBytes} to ${maxBytes}` };
  }
  return { granted: { ...scoped, contentType, minBytes, maxBytes } };
}

function scopeOf({ key, keyPrefix = '' }: UploadGrant, asked: string | undefined): ScopedKey | undefined {
  if (key !== undefined) return asked === undefined || asked === key ? { scope: 'key', object: key } : undefined;
  if (asked === undefined) return { scope: 'prefix', object: keyPrefix };
  return asked.startsWith(keyPrefix) && isObjectKey(asked) ? { scope: 'key', object: asked } : undefined;
}

type ScopedKey = Pick<GrantedUpload, 'scope' | 'object'>;

function matches(contentType: string, pattern: string): boolean {
  const type = contentType.toLowerCase();
  const wanted = pattern.toLowerCase();
  return wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function assertGrant({ bucket, key, keyPrefix, minBytes = 1, maxBytes, expiresInSeconds }: UploadGrant): void {
  if (bucket !== undefined && !isBucketName(bucket)) throw new TypeError(`"bucket" must be the name of a bucket`);
  if ((key === undefined) === (keyPrefix === undefined)) {
    throw new TypeError('a grant must have either "key" or "keyPrefix"');
  }
  if (!isObjectKey(key ?? keyPrefix ?? '')) throw new TypeError('"key" or "keyPrefix" must be one that OSS can have');
  assertWhole('minBytes', minBytes, 0, MAX_UPLOAD_BYTES);
  assertWhole('maxBytes', maxBytes, minBytes, MAX_UPLOAD_BYTES);
  assertWhole('expiresInSeconds', expiresInSeconds, 1, MAX_EXPIRES_SECONDS);
}

function assertWhole(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new TypeError(`"${name}" must be a whole number from ${min} to ${max}, got ${value}`);
  }
}
