import { createHash } from 'node:crypto';
import { callbackParameters } from '../callback/callback-parameters.ts';
import { prepareCallback } from '../callback/prepare-callback.ts';
import { finishUpload } from '../finish-upload.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-uploads.ts';
import { assertOverwrite, quotedEtag, uploadHeaders } from '../object-headers.ts';
import type { BucketRequest, Operation } from '../operation.ts';
import { malformedXml } from '../oss-errors.ts';
import { OssError } from '../oss-error.ts';
import { xmlReply } from '../oss-reply.ts';
import { publicUrl } from '../public-url.ts';
import { readText } from '../receive-body.ts';
import { combineCrc64 } from '../storage/crc64.ts';
import type { ObjectRecord } from '../storage/object-record.ts';
import { childrenNamed, childText, parseXml } from '../xml.ts';

// Every part but the last. https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload
const MIN_PART_BYTES = 102_400;
// https://www.alibabacloud.com/help/en/oss/user-guide/0042-00000214
const FORBIDDEN_EC = '0042-00000214';

/** CompleteMultipartUpload. https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload */
export const completeMultipartUpload: Operation = async (request, context) => {
  const { bucket, key, query } = request;
  const address = { bucket, key, uploadId: query.get('uploadId') ?? '' };
  const text = await readText(request);
  const callback = await prepareCallback(callbackParameters(request), context.prepare);
  const parts = chosenParts(request, context.uploads.get(address), text);
  assertOverwrite(request.headers, context.storage.get(bucket, key), FORBIDDEN_EC);
  const upload = context.uploads.take(address);
  const chosen = new Set(parts);
  await context.storage.discard([...upload.parts.values()].filter((part) => !chosen.has(part)).map(({ blob }) => blob));
  const record = recordOf(upload, parts, context.clock());
  const result = { Location: publicUrl(request, key), Bucket: bucket, Key: key, ETag: quotedEtag(record.etag) };
  return finishUpload(request, context, {
    record,
    operation: 'CompleteMultipartUpload',
    callback,
    reply: xmlReply(200, { CompleteMultipartUploadResult: result }, uploadHeaders(record)),
  });
};

function chosenParts({ headers }: BucketRequest, { parts }: MultipartUpload, text: string): readonly UploadedPart[] {
  const isAll = headers['x-oss-complete-all'] === 'yes';
  const chosen = isAll ? [...parts.values()].sort((a, b) => a.partNumber - b.partNumber) : namedParts(text, parts);
  const small = chosen.slice(0, -1).find(({ blob }) => blob.size < MIN_PART_BYTES);
  if (chosen.length === 0) throw malformedXml();
  if (!small) return chosen;
  throw new OssError({
    status: 400,
    code: 'EntityTooSmall',
    message: 'Your proposed upload smaller than the minimum allowed size.',
    details: {
      PartNumber: String(small.partNumber),
      MinSizeAllowed: String(MIN_PART_BYTES),
      ProposedSize: String(small.blob.size),
    },
  });
}

function namedParts(text: string, parts: ReadonlyMap<number, UploadedPart>): readonly UploadedPart[] {
  const root = parseXml(text);
  if (root?.name !== 'CompleteMultipartUpload') throw malformedXml();
  const named = childrenNamed(root, 'Part').map((part) => ({
    partNumber: Number(childText(part, 'PartNumber')),
    etag: (childText(part, 'ETag') ?? '').replaceAll('"', '').toUpperCase(),
  }));
  if (!named.every(({ partNumber }) => Number.isInteger(partNumber))) throw malformedXml();
  if (named.some(({ partNumber }, index) => partNumber <= (named[index - 1]?.partNumber ?? 0)))
    throw invalidPartOrder();
  return named.map(({ partNumber, etag }) => {
    const part = parts.get(partNumber);
    if (part?.etag !== etag) throw invalidPart(partNumber, etag);
    return part;
  });
}

function invalidPartOrder(): OssError {
  const message = 'The list of parts was not in ascending order. Parts list must be specified in order by part number.';
  return new OssError({ status: 400, code: 'InvalidPartOrder', message });
}

function invalidPart(partNumber: number, etag: string): OssError {
  const message =
    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.";
  const details = { PartNumber: String(partNumber), ETag: etag };
  return new OssError({ status: 400, code: 'InvalidPart', message, details });
}

function recordOf(upload: MultipartUpload, parts: readonly UploadedPart[], now: number): ObjectRecord {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  const { bucket, key, mimeType, headers } = upload;
  return {
    bucket,
    key,
    mimeType,
    headers,
    size: parts.reduce((sum, { blob }) => sum + blob.size, 0),
    etag: `${md5.digest('hex').toUpperCase()}-${parts.length}`,
    crc64: String(parts.reduce((crc, { crc64, blob }) => combineCrc64(crc, crc64, blob.size), 0n)),
    lastModified: now,
    type: 'Multipart',
    blobs: parts.map(({ blob }) => blob),
  };
}
