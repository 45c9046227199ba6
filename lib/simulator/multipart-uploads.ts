import { randomBytes } from 'node:crypto';
import { noSuchUpload } from './oss-errors.ts';
import type { BlobSlice } from './storage/object-record.ts';

/** One part as stored; uploading its number again replaces it. */
export interface UploadedPart {
  /** 1 to 10000. */
  readonly partNumber: number;
  /** Upper-case hex without quotes. */
  readonly etag: string;
  readonly crc64: bigint;
  readonly lastModified: number;
  readonly blob: BlobSlice;
}

/** A multipart upload under way. */
export interface MultipartUpload {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly mimeType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly initiated: number;
  readonly parts: Map<number, UploadedPart>;
}

/** The multipart uploads under way. A restart forgets them, and their parts. */
export interface MultipartUploads {
  initiate(upload: Omit<MultipartUpload, 'uploadId' | 'parts'>): MultipartUpload;
  /** @throws {OssError} `NoSuchUpload`; also where the id belongs to another key. */
  get(address: UploadAddress): MultipartUpload;
  /**
   * Takes an upload out, for good: of two that complete it, one wins.
   * @throws {OssError} `NoSuchUpload`.
   */
  take(address: UploadAddress): MultipartUpload;
  list(bucket: string): readonly MultipartUpload[];
}

/** What a client names an upload by. */
export interface UploadAddress {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
}

/** Creates the list of multipart uploads under way. */
export function createMultipartUploads(): MultipartUploads {
  const uploads = new Map<string, MultipartUpload>();
  const get = ({ bucket, key, uploadId }: UploadAddress): MultipartUpload => {
    const upload = uploads.get(uploadId);
    if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload(uploadId);
    return upload;
  };
  return {
    initiate(options) {
      const upload = { ...options, uploadId: randomBytes(16).toString('hex').toUpperCase(), parts: new Map() };
      uploads.set(upload.uploadId, upload);
      return upload;
    },
    get,
    take(address) {
      const upload = get(address);
      uploads.delete(address.uploadId);
      return upload;
    },
    list: (bucket) => [...uploads.values()].filter((upload) => upload.bucket === bucket),
  };
}
