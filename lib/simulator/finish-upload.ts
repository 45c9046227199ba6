import type { PreparedCallback } from './callback/prepare-callback.ts';
import { uploadHeaders } from './object-headers.ts';
import type { BucketRequest, OperationContext } from './operation.ts';
import { OssError } from './oss-error.ts';
import type { OssReply } from './oss-reply.ts';
import type { ObjectRecord } from './storage/object-record.ts';

/** An upload whose octets have all arrived. */
export interface UploadToFinish {
  readonly record: ObjectRecord;
  /** API name, as `${operation}` has it. */
  readonly operation: string;
  readonly callback: PreparedCallback | undefined;
  /** The reply where there is no callback. */
  readonly reply: OssReply;
}

/**
 * Puts the object in place, then calls back. The callback's answer replaces the operation's own; a failed callback is a
 * 203 that leaves the object where it is.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export async function finishUpload(
  request: BucketRequest,
  context: OperationContext,
  { record, operation, callback, reply }: UploadToFinish,
): Promise<OssReply> {
  const { requestId, receivedAt, clientIp } = request;
  await context.storage.commit(record);
  const { bucket, key, size, etag } = record;
  context.emit({ type: 'stored', requestId, sinceMs: context.clock() - receivedAt, bucket, key, size, etag, callback });
  if (!callback) return reply;
  const faults = context.takeFaults(request);
  try {
    const due = { callback, record, requestId, receivedAt, clientIp, operation, faults };
    const { body, contentType } = await context.callbacks.deliver(due);
    return { status: 200, headers: { ...uploadHeaders(record), 'Content-Type': contentType }, body };
  } catch (error) {
    if (!(error instanceof OssError)) throw error;
    const { status, code, message, ec, details } = error;
    throw new OssError({ status, code, message, ec, details, headers: uploadHeaders(record) });
  }
}
