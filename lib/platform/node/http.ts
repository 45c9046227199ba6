import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackReceiver } from '../../callback/receive.ts';
import { rejectionReply } from '../../callback/rejection-reply.ts';
import { systemClock } from '../../clock.ts';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { readBody } from '../../http/read-body.ts';
import type { Reply } from '../../http/reply.ts';
import { createReplyGathering } from './gather-replies.ts';

/** Options of {@link createNodeHttpListener}. */
export interface NodeHttpListenerOptions {
  /** Octets kept of a body; of a longer one nothing more is kept, and the receiver is handed one octet too many. */
  readonly maxBodyBytes: number;
  /** The header in which a platform in front says the request's id, and which nobody else can send. Default: a new id. */
  readonly requestIdHeader?: string;
}

const BODY_WAS_READ = '"request" must come with its body unread: mount the listener before any body parser';

/**
 * Creates a `request` listener for `node:http`: path and query reach the receiver as they came over the wire. A request whose
 * body was read before, as by a body parser, is answered with 503; the first one also makes a process warning.
 */
export function createNodeHttpListener(
  receive: CallbackReceiver,
  { maxBodyBytes, requestIdHeader }: NodeHttpListenerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const together = createReplyGathering(systemClock);
  let isWarned = false;
  const refuseRead = (requestId: string): Reply => {
    if (!isWarned) process.emitWarning(new TypeError(BODY_WAS_READ));
    isWarned = true;
    return rejectionReply(undefined, requestId);
  };
  return (incoming, response) => {
    const answer = async (): Promise<void> => {
      const headers = joinRawHeaders(incoming.rawHeaders);
      const requestId = (requestIdHeader && headers[requestIdHeader]) || randomUUID();
      // Its events are over: to wait for them would leave the sender without an answer.
      if (incoming.readableDidRead || incoming.readableEnded) {
        writeReply(refuseRead(requestId), incoming, response);
        return;
      }
      const body = await readBody(incoming, { max: maxBodyBytes, contentLength: headers['content-length'] });
      // A connection that broke while the body was read has nobody left to answer.
      if (body === undefined) return;
      const reply = await receive(toRequest(incoming, { headers, body, requestId }));
      await together();
      writeReply(reply, incoming, response);
    };
    answer().catch(() => {
      response.destroy();
    });
  };
}

/** Reads what stands on the wire; nothing of it is decoded. */
export function incomingToRequest(incoming: IncomingMessage, body: Uint8Array): CallbackRequest {
  return toRequest(incoming, { headers: joinRawHeaders(incoming.rawHeaders), body, requestId: randomUUID() });
}

function toRequest(
  { url, method }: IncomingMessage,
  read: Pick<CallbackRequest, 'headers' | 'body' | 'requestId'>,
): CallbackRequest {
  // A request may name a whole URL, as to a proxy (RFC 9112, 3.2.2).
  const target = (url ?? '').replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return {
    method: method ?? '',
    path: path === '' ? '/' : path,
    pathEncoding: 'encoded',
    rawQuery: mark === -1 ? '' : target.slice(mark + 1),
    ...read,
  };
}

/** Joins a header that came twice, which `incoming.headers` would hide for `authorization`. */
function joinRawHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

function writeReply({ status, headers, body }: Reply, incoming: IncomingMessage, response: ServerResponse): void {
  response.writeHead(status, headers);
  if (incoming.complete) {
    response.end(body);
    return;
  }
  // The sender is still at it. It reads the answer only if the connection lives on, so the rest is taken and dropped;
  // the server's request timeout ends it.
  response.write(body);
  incoming.on('close', () => response.end());
  incoming.on('end', () => response.end());
  incoming.resume();
}
