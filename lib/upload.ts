/** OSS's variables of an upload, under the names that a callback body gives them. */
export const UPLOAD_VARIABLES = [
  'bucket',
  'object',
  'etag',
  'size',
  'mimeType',
  'imageInfo.height',
  'imageInfo.width',
  'imageInfo.format',
  'crc64',
  'contentMd5',
  'vpcId',
  'clientIp',
  'reqId',
  'operation',
] as const;

/** What settings name MIME types with: one, `image/png`, or all of a kind, `image/*`. */
export const MIME_PATTERN = /^[^/\s;*]+\/(?:\*|[^/\s;*]+)$/u;

/** One of {@link UPLOAD_VARIABLES}. */
export type UploadVariable = (typeof UPLOAD_VARIABLES)[number];

/** The standard variables of an upload under their OSS names; one that was blank or not sent is absent. */
export interface Upload {
  readonly bucket?: string;
  readonly object?: string;
  /** Upper-case hex without quotes; `HEX-n` for a multipart upload. */
  readonly etag?: string;
  /** Bytes. */
  readonly size?: number;
  readonly mimeType?: string;
  /** Pixels; `format` as OSS spells it (`jpg`, `png`). */
  readonly imageInfo?: { readonly height?: number; readonly width?: number; readonly format?: string };
  /** Decimal, 64 bits: more than a number holds. */
  readonly crc64?: string;
  readonly contentMd5?: string;
  readonly vpcId?: string;
  readonly clientIp?: string;
  /** OSS's own request id, 24 hex digits. */
  readonly reqId?: string;
  readonly operation?: string;
}

/** The body as received, for audit and replay. */
export interface RawBody {
  readonly contentType?: string | undefined;
  /** `utf8` where the octets are valid UTF-8, else `base64`. */
  readonly encoding: 'utf8' | 'base64';
  readonly body: string;
}
