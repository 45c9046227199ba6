import { quotedEtag } from '../object-headers.ts';
import type { Operation } from '../operation.ts';
import { invalidArgument, notImplemented } from '../oss-errors.ts';
import { emptyReply } from '../oss-reply.ts';
import { receiveBody } from '../receive-body.ts';

const MAX_PART_NUMBER = 10_000;

/** UploadPart; the same number again replaces the part. https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpart */
export const uploadPart: Operation = async (request, context) => {
  const { bucket, key, query, headers } = request;
  if (headers['x-oss-copy-source'] !== undefined) throw notImplemented('UploadPartCopy');
  const address = { bucket, key, uploadId: query.get('uploadId') ?? '' };
  const partNumber = parsePartNumber(query.get('partNumber') ?? '');
  context.uploads.get(address);
  const blob = await receiveBody(request, context);
  try {
    // The upload may have been completed or aborted while the octets came in.
    const { parts } = context.uploads.get(address);
    const previous = parts.get(partNumber);
    const etag = blob.md5.toString('hex').toUpperCase();
    const slice = { id: blob.id, size: blob.size };
    parts.set(partNumber, { partNumber, etag, crc64: blob.crc64, lastModified: context.clock(), blob: slice });
    if (previous) await context.storage.discard([previous.blob]);
    return emptyReply(200, {
      ETag: quotedEtag(etag),
      'x-oss-hash-crc64ecma': String(blob.crc64),
      'Content-MD5': blob.md5.toString('base64'),
    });
  } catch (error) {
    await context.storage.discard([blob]);
    throw error;
  }
};

function parsePartNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_PART_NUMBER) return Number(text);
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive.', 'partNumber', text);
}
