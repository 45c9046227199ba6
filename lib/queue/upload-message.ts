import * as v from 'valibot';
import { MessageInvalidError, MessageTooLargeError } from '../errors.ts';
import type { RawBody, Upload } from '../upload.ts';

export type { RawBody, Upload } from '../upload.ts';

/** What is told of a ticket: enough to see that it is used again, not enough to use it. */
export interface MessageTicket {
  /** Whether it was for exactly one key, or for every key with a prefix. */
  readonly scope: 'key' | 'prefix';
  /** Unique to the ticket. */
  readonly nonce: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** One verified callback on its way to the worker. */
export interface UploadMessage {
  readonly v: 1;
  /** Idempotency key: 64 hex digits, the same for every delivery of one callback. */
  readonly id: string;
  /** ISO 8601, when the callback arrived. */
  readonly receivedAt: string;
  /** The receiving platform's request id. */
  readonly requestId: string;
  /** The receiving platform's trace id. */
  readonly traceId?: string | undefined;
  readonly upload: Upload;
  /** What else the body carried, custom variables among it. Left out where the message would not fit the queue. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly raw: RawBody;
  /** Under which `TRUST` it was accepted, `ticket+confirm`; `reconciled` where no callback came and OSS's listing told of it. */
  readonly trust?: string;
  /** The ticket that allowed it. */
  readonly ticket?: MessageTicket | undefined;
  /** Why a genuinely signed body could not be understood. */
  readonly problem?: string | undefined;
}

const text = v.optional(v.string());
const count = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const uploadSchema = v.object({
  bucket: text,
  object: text,
  etag: text,
  size: count,
  mimeType: text,
  imageInfo: v.optional(v.object({ height: count, width: count, format: text })),
  crc64: text,
  contentMd5: text,
  vpcId: text,
  clientIp: text,
  reqId: text,
  operation: text,
});
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const messageSchema = v.object({
  v: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  requestId: v.string(),
  traceId: text,
  upload: uploadSchema,
  // Not v.record, which drops a field that is named `__proto__`.
  fields: v.optional(v.custom<Record<string, unknown>>(isObject, 'expected an object')),
  raw: v.object({ contentType: text, encoding: v.picklist(['utf8', 'base64']), body: v.string() }),
  trust: text,
  ticket: v.optional(v.object({ scope: v.picklist(['key', 'prefix']), nonce: v.string(), expiresAt: v.number() })),
  problem: text,
});

/**
 * Writes a message as JSON of at most `maxBytes` octets; drops `fields` where that makes it fit (the worker parses `raw` again).
 * @throws {MessageTooLargeError} where it does not fit even so.
 */
export function encodeMessage(message: UploadMessage, maxBytes: number): string {
  const whole = toJson(message);
  if (fits(whole, maxBytes)) return whole;
  const lean = toJson({ ...message, fields: undefined });
  if (fits(lean, maxBytes)) return lean;
  throw new MessageTooLargeError(Buffer.byteLength(lean), maxBytes);
}

// SQS takes two of these characters only escaped, and local ones none; a name of an object may hold any.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const toJson = (value: object): string =>
  JSON.stringify(value).replace(/[\ud800-\udfff\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

// A UTF-16 unit is at most three octets of UTF-8: most messages need no count.
const fits = (json: string, maxBytes: number): boolean =>
  json.length * 3 <= maxBytes || Buffer.byteLength(json) <= maxBytes;

/**
 * Reads what {@link encodeMessage} wrote.
 * @throws {MessageInvalidError} where it is not JSON, not a message, or of a version this worker does not know.
 */
export function decodeMessage(json: string): UploadMessage {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new MessageInvalidError('the message is not JSON', { cause });
  }
  const result = v.safeParse(messageSchema, value);
  if (result.success) return result.output as UploadMessage;
  const issue = result.issues[0];
  throw new MessageInvalidError(
    `the message is not one of version 1: ${v.getDotPath(issue) ?? 'message'}: ${issue.message}`,
  );
}
