import { OssError } from './oss-error.ts';
import { invalidDigest } from './oss-errors.ts';
import type { ObjectRecord } from './storage/object-record.ts';

const KEPT = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires'];
const DEFAULT_MIME_TYPE = 'application/octet-stream';

/** What an upload says of its object, by lower-case name: the headers that OSS keeps and gives back. */
export function keptHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => KEPT.includes(name) || name.startsWith('x-oss-meta-'));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The type that is stored: as stated, else the one for octets that nobody described. */
export function mimeTypeOf(contentType: string | undefined): string {
  return contentType === undefined || contentType === '' ? DEFAULT_MIME_TYPE : contentType;
}

/** ETag as headers and XML have it: in double quotes. */
export const quotedEtag = (etag: string): string => `"${etag}"`;

/** What the reply to every upload says of the stored object, be the callback's outcome good or bad. */
export function uploadHeaders({ etag, crc64, contentMd5 }: ObjectRecord): Record<string, string> {
  return {
    ETag: quotedEtag(etag),
    'x-oss-hash-crc64ecma': crc64,
    ...(contentMd5 !== undefined && { 'Content-MD5': contentMd5 }),
  };
}

/**
 * Throws where the octets are not those that `Content-MD5` promises.
 * @throws {OssError} `InvalidDigest`.
 */
export function assertContentMd5(stated: string | undefined, md5: Buffer): void {
  if (stated !== undefined && stated !== md5.toString('base64')) throw invalidDigest(stated);
}

/**
 * Throws where `x-oss-forbid-overwrite` protects the object that is there; `ec` is the number that the operation's refusal has.
 * @throws {OssError} `FileAlreadyExists` with status 409.
 */
export function assertOverwrite(
  headers: Readonly<Record<string, string | undefined>>,
  existing: ObjectRecord | undefined,
  ec = '0026-00000015',
): void {
  if (existing === undefined || headers['x-oss-forbid-overwrite']?.toLowerCase() !== 'true') return;
  throw new OssError({
    status: 409,
    code: 'FileAlreadyExists',
    message: 'The object you specified already exists and can not be overwritten.',
    ec,
  });
}
