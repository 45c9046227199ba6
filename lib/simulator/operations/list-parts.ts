import { quotedEtag } from '../object-headers.ts';
import type { Operation } from '../operation.ts';
import { invalidArgument } from '../oss-errors.ts';
import { xmlReply } from '../oss-reply.ts';

const MAX_PARTS = 1_000;

/** ListParts. https://www.alibabacloud.com/help/en/oss/developer-reference/listparts */
export const listParts: Operation = ({ bucket, key, query }, { uploads }) => {
  const upload = uploads.get({ bucket, key, uploadId: query.get('uploadId') ?? '' });
  const maxParts = numberOf(query, 'max-parts', MAX_PARTS, 1);
  const marker = numberOf(query, 'part-number-marker', 0, 0);
  const behind = [...upload.parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = behind.slice(0, maxParts);
  const result = {
    Bucket: bucket,
    Key: key,
    UploadId: upload.uploadId,
    StorageClass: 'Standard',
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.partNumber ?? marker,
    MaxParts: maxParts,
    IsTruncated: behind.length > page.length,
    Part: page.map(({ partNumber, etag, crc64, lastModified, blob }) => ({
      PartNumber: partNumber,
      LastModified: new Date(lastModified).toISOString(),
      ETag: quotedEtag(etag),
      HashCrc64ecma: String(crc64),
      Size: blob.size,
    })),
  };
  return Promise.resolve(xmlReply(200, { ListPartsResult: result }));
};

function numberOf(query: ReadonlyMap<string, string>, name: string, fallback: number, min: number): number {
  const text = query.get(name) ?? String(fallback);
  if (/^\d{1,5}$/.test(text) && Number(text) >= min)
    return Math.min(Number(text), fallback === 0 ? Infinity : fallback);
  throw invalidArgument(`Argument ${name} must be a whole number of at least ${min}.`, name, text);
}
