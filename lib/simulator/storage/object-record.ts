/** One blob of an object: a whole PutObject or one part of a multipart upload. */
export interface BlobSlice {
  readonly id: string;
  readonly size: number;
}

/** What is known of a stored object, and where its octets are. */
export interface ObjectRecord {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  /** Upper-case hex without quotes; `HEX-n` for an object of n parts. */
  readonly etag: string;
  /** Decimal, as `x-oss-hash-crc64ecma` has it. */
  readonly crc64: string;
  /** Base64 of the MD5; absent for multipart uploads, for which OSS gives none. */
  readonly contentMd5?: string;
  readonly mimeType: string;
  /** `x-oss-meta-*`, `cache-control` and the like, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly type: 'Normal' | 'Multipart';
  readonly blobs: readonly BlobSlice[];
}
