import { createHash } from 'node:crypto';
import type { Upload } from './upload.ts';

/** What tells one stored object from another. */
export type ObjectIdentity = Required<Pick<Upload, 'bucket' | 'object' | 'etag'>>;

/**
 * Names the content that stands under a key: 64 hex digits, SHA-256 of bucket, ETag in upper case, and object, joined with
 * LF in this order. It is what a callback and a listing of OSS both know of an upload.
 */
export function identityOf({ bucket, object, etag }: ObjectIdentity): string {
  // The key comes last: it alone may hold a line break.
  return createHash('sha256').update(`${bucket}\n${etag.toUpperCase()}\n${object}`).digest('hex');
}

/** The fact that keeps which upload told of an object first. */
export const identityFact = (identity: string): string => `object/${identity}`;

/** The fact that keeps which upload told first of an object as it was stored at that time, milliseconds since the epoch. */
export const versionFact = (identity: string, lastModified: number): string => `stored/${identity}/${lastModified}`;
