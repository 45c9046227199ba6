import { prepareCallback } from '../callback/prepare-callback.ts';
import { callbackParameters } from '../callback/callback-parameters.ts';
import { finishUpload } from '../finish-upload.ts';
import { assertOverwrite, keptHeaders, mimeTypeOf, uploadHeaders } from '../object-headers.ts';
import type { Operation } from '../operation.ts';
import { notImplemented } from '../oss-errors.ts';
import { emptyReply } from '../oss-reply.ts';
import { receiveBody } from '../receive-body.ts';
import type { ObjectRecord } from '../storage/object-record.ts';

/** PutObject. https://www.alibabacloud.com/help/en/oss/developer-reference/putobject */
export const putObject: Operation = async (request, context) => {
  const { bucket, key, headers } = request;
  if (headers['x-oss-copy-source'] !== undefined) throw notImplemented('CopyObject');
  assertOverwrite(headers, context.storage.get(bucket, key));
  const callback = await prepareCallback(callbackParameters(request), context.prepare);
  const blob = await receiveBody(request, context);
  const record: ObjectRecord = {
    bucket,
    key,
    size: blob.size,
    etag: blob.md5.toString('hex').toUpperCase(),
    crc64: String(blob.crc64),
    contentMd5: blob.md5.toString('base64'),
    mimeType: mimeTypeOf(headers['content-type']),
    headers: keptHeaders(headers),
    lastModified: context.clock(),
    type: 'Normal',
    blobs: [{ id: blob.id, size: blob.size }],
  };
  return finishUpload(request, context, {
    record,
    operation: 'PutObject',
    callback,
    reply: emptyReply(200, uploadHeaders(record)),
  });
};
