import { createHash } from 'node:crypto';
import type { UploadMessage } from '../../lib/queue/upload-message.ts';
import type { UploadRecord } from '../../lib/store/upload-record.ts';
import { messageToRecord } from '../../lib/worker/message-to-record.ts';
import type { QueueRecord } from '../../lib/worker/worker.ts';

/** When the uploads of tests arrive, unless a test says otherwise. */
export const RECEIVED_AT = '2026-11-02T10:20:30.400Z';

/** An id as the receiver makes them, of any text. */
export const uploadId = (seed: string): string => createHash('sha256').update(seed).digest('hex');

/** A message of an image that was uploaded; `seed` decides its id. */
export function uploadMessage(seed: string, overrides: Partial<UploadMessage> = {}): UploadMessage {
  const upload = { bucket: 'holiday-pictures', object: `img/${seed}.jpg`, size: 1_000, mimeType: 'image/jpeg' };
  return {
    v: 1,
    id: uploadId(seed),
    receivedAt: RECEIVED_AT,
    requestId: `request-${seed}`,
    upload,
    fields: { 'x:album': seed },
    raw: { contentType: 'application/json', encoding: 'utf8', body: JSON.stringify(upload) },
    ...overrides,
  };
}

/** A delivery of a message. */
export function queueRecord(message: UploadMessage, id = `message-${message.requestId}`): QueueRecord {
  return { id, body: JSON.stringify(message) };
}

/** The record that the worker makes of a message. */
export function uploadRecord(seed: string, overrides: Partial<UploadRecord> = {}): UploadRecord {
  const message = uploadMessage(seed);
  return { ...messageToRecord(message, message.fields ?? {}), ...overrides };
}

/** The message as it is sent where the fields would not fit the queue. */
export function withoutFields(message: UploadMessage): UploadMessage {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'fields')) as unknown as UploadMessage;
}
