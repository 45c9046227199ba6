import { createHash } from 'node:crypto';
import { parseBody, type FieldNames } from '../params/parse-body.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import type { BodyDigest, TicketUse, UploadRecord } from '../store/upload-record.ts';
import type { RawBody } from '../upload.ts';

const MAX_RAW_BYTES = 32_768;
// An item of the table holds 400 KB, and each write of it is paid by its size.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const MAX_FIELDS_BYTES = 131_072;
const MAX_UPLOAD_BYTES = 65_536;
const MAX_PROBLEM_LENGTH = 1_000;

/** Makes the record of a message: what is too large to be kept is left out and noted. */
export function messageToRecord(
  message: UploadMessage,
  fields: Readonly<Record<string, unknown>>,
  ticket: TicketUse | undefined = message.ticket,
): UploadRecord {
  const { id, receivedAt, requestId, traceId, trust } = message;
  const raw = rawToKeep(message.raw);
  const keptFields = sizeOf(fields) <= MAX_FIELDS_BYTES ? { fields } : {};
  const keptUpload = sizeOf(message.upload) <= MAX_UPLOAD_BYTES;
  const problem = keptUpload ? message.problem : `OSS's variables are larger than ${MAX_UPLOAD_BYTES} bytes`;
  const notes = [
    ...('sha256' in raw ? [`raw is larger than ${MAX_RAW_BYTES} bytes: only its hash is kept`] : []),
    ...('fields' in keptFields ? [] : [`fields are larger than ${MAX_FIELDS_BYTES} bytes: they are not kept`]),
  ];
  return {
    id,
    receivedAt: new Date(receivedAt).toISOString(),
    requestId,
    ...(traceId !== undefined && { traceId }),
    upload: keptUpload ? message.upload : {},
    ...keptFields,
    raw,
    ...(trust !== undefined && { trust }),
    ...(ticket !== undefined && { ticket }),
    ...(problem !== undefined && { problem: problem.slice(0, MAX_PROBLEM_LENGTH) }),
    ...(notes.length > 0 && { notes }),
  };
}

/** Reads the fields of a message once more from `raw`, where they were left out to make it fit the queue. */
export function fieldsOf(
  { fields, raw, problem }: UploadMessage,
  fieldNames: FieldNames = {},
): Readonly<Record<string, unknown>> {
  if (fields) return fields;
  if (problem !== undefined) return {};
  return parseBody(rawOctets(raw), { fieldNames }).fields;
}

function rawToKeep(raw: RawBody): RawBody | BodyDigest {
  const octets = rawOctets(raw);
  if (octets.byteLength <= MAX_RAW_BYTES) return raw;
  return {
    ...(raw.contentType !== undefined && { contentType: raw.contentType }),
    sha256: createHash('sha256').update(octets).digest('hex'),
    bytes: octets.byteLength,
  };
}

const rawOctets = ({ body, encoding }: RawBody): Uint8Array => Buffer.from(body, encoding);

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
