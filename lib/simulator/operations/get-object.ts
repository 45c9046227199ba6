import { checkConditions } from '../check-conditions.ts';
import { quotedEtag } from '../object-headers.ts';
import type { BucketRequest, Operation, OperationContext } from '../operation.ts';
import { noSuchKey, notImplemented } from '../oss-errors.ts';
import { emptyReply, type OssReply } from '../oss-reply.ts';
import { parseRange } from '../parse-range.ts';
import type { ObjectRecord } from '../storage/object-record.ts';

/** GetObject, of a range too. https://www.alibabacloud.com/help/en/oss/developer-reference/getobject */
export const getObject: Operation = (request, context) => Promise.resolve(replyWithObject(request, context));

/** HeadObject: GetObject without the octets. https://www.alibabacloud.com/help/en/oss/developer-reference/headobject */
export const headObject: Operation = (request, context) => {
  const { status, headers } = replyWithObject(request, context);
  return Promise.resolve(emptyReply(status, headers));
};

/** GetObjectMeta: the few headers that cost OSS nothing. https://www.alibabacloud.com/help/en/oss/developer-reference/getobjectmeta */
export const getObjectMeta: Operation = (request, { storage }) => {
  const record = existing(request, storage.get(request.bucket, request.key));
  const { ETag, 'Last-Modified': lastModified = '', 'x-oss-hash-crc64ecma': crc64 = '' } = objectHeaders(record);
  const headers = { ETag, 'Last-Modified': lastModified, 'x-oss-hash-crc64ecma': crc64 };
  return Promise.resolve(emptyReply(200, { ...headers, 'Content-Length': String(record.size) }));
};

function replyWithObject(request: BucketRequest, { storage }: OperationContext): OssReply {
  if (request.query.has('x-oss-process')) throw notImplemented('image processing');
  const record = existing(request, storage.get(request.bucket, request.key));
  const headers = { ...objectHeaders(record), ...overrides(request) };
  if (checkConditions(request.headers, record) === 'not-modified') return emptyReply(304, headers);
  const range = parseRange(request.headers['range'], record.size, request.headers['x-oss-range-behavior']);
  const { start, end } = range ?? { start: 0, end: record.size };
  const partial = range ? { 'Content-Range': `bytes ${start}-${end - 1}/${record.size}` } : {};
  const length = { 'Content-Length': String(end - start) };
  const body = request.method === 'HEAD' ? new Uint8Array() : storage.read(record, { start, end });
  return { status: range ? 206 : 200, headers: { ...headers, ...partial, ...length }, body };
}

function existing({ key }: BucketRequest, record: ObjectRecord | undefined): ObjectRecord {
  if (!record) throw noSuchKey(key);
  return record;
}

function objectHeaders(record: ObjectRecord): Record<string, string> & { ETag: string } {
  return {
    'Content-Type': record.mimeType,
    ETag: quotedEtag(record.etag),
    'Last-Modified': new Date(record.lastModified).toUTCString(),
    'Accept-Ranges': 'bytes',
    'x-oss-object-type': record.type,
    'x-oss-storage-class': 'Standard',
    'x-oss-hash-crc64ecma': record.crc64,
    ...(record.contentMd5 !== undefined && { 'Content-MD5': record.contentMd5 }),
    ...record.headers,
  };
}

/** A presigned download may say how the browser is to take it: `response-content-disposition` and the like. */
function overrides({ query }: BucketRequest): Record<string, string> {
  const pairs = [...query].filter(([name]) => name.startsWith('response-'));
  const printable = pairs.filter(([, value]) => /^[\x20-\x7e\x80-\xff]*$/.test(value));
  return Object.fromEntries(printable.map(([name, value]) => [HEADER_CASE.get(name) ?? name.slice(9), value]));
}

const HEADER_CASE: ReadonlyMap<string, string> = new Map([['response-content-type', 'Content-Type']]);
