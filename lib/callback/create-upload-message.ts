import { isUtf8 } from 'node:buffer';
import { hashHex } from '../hash-hex.ts';
import type { CallbackRequest } from '../http/callback-request.ts';
import type { ParsedBody } from '../params/parse-body.ts';
import type { MessageTicket, RawBody, UploadMessage } from '../queue/upload-message.ts';
import { isOssRequestId } from './oss-request-id.ts';

/** Options of {@link createUploadMessage}. */
export interface UploadMessageOptions {
  /** What {@link readRawBody} read of this request. */
  readonly raw: RawBody;
  /** The string that OSS's signature covers. */
  readonly signed: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** The rules under which it is accepted, `ticket+confirm`. */
  readonly trust: string;
  /** The ticket that was checked. */
  readonly ticket?: MessageTicket | undefined;
}

/**
 * Makes the message for a verified callback. Its id is the same for every delivery of one upload: of the body alone
 * where `reqId` makes it unique, so that two callback URLs that OSS tried give one id; else of all that was signed.
 */
export function createUploadMessage(
  request: CallbackRequest,
  { upload, fields, problem }: ParsedBody,
  { raw, signed, receivedAt, trust, ticket }: UploadMessageOptions,
): UploadMessage {
  const identity = isOssRequestId(upload.reqId) && problem === undefined ? request.body : signed;
  return {
    v: 1,
    id: hashHex('sha256', identity),
    receivedAt: new Date(receivedAt).toISOString(),
    requestId: request.requestId,
    traceId: request.traceId,
    upload,
    fields,
    raw,
    trust,
    ticket,
    problem,
  };
}

/** Reads the body as it is kept: as text where its octets are text. */
export function readRawBody({ body, headers }: CallbackRequest): RawBody {
  const octets = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const encoding = isUtf8(octets) ? 'utf8' : 'base64';
  return { contentType: headers['content-type'], encoding, body: octets.toString(encoding) };
}
