import { STATUS_CODES, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OssReply } from './oss-reply.ts';

/** What is written of a reply: the head, and the body unless it streams by. */
export interface WrittenReply {
  readonly status: number;
  readonly octets: Uint8Array;
}

/**
 * Writes a reply with its length stated. Rejects where the client went away.
 * The words of status 203 are HTTP's own; OSS documents none.
 */
export async function writeReply(
  response: ServerResponse,
  { status, headers, body }: OssReply,
  { method, common }: { readonly method: string; readonly common: Readonly<Record<string, string>> },
): Promise<WrittenReply> {
  const isWhole = body instanceof Uint8Array;
  const hasLength = 'Content-Length' in headers || status === 204 || status === 304;
  const all = Object.entries({
    ...common,
    Date: new Date().toUTCString(),
    Connection: response.shouldKeepAlive ? 'keep-alive' : 'close',
    ...headers,
    ...(isWhole && !hasLength && { 'Content-Length': String(body.length) }),
  });
  // Node adds nothing to a list that has these two: what is told to the spy is what goes over the wire.
  response.sendDate = false;
  response.writeHead(status, all.flat());
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...all.map(([name, value]) => `${name}: ${value}`),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (method === 'HEAD' || status === 204 || status === 304) {
    response.end();
    return { status, octets: head };
  }
  if (isWhole) {
    response.end(body);
    return { status, octets: Buffer.concat([head, body]) };
  }
  await pipeline(Readable.from(body), response);
  return { status, octets: head };
}
