import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** A request as it came over the wire. */
export interface RawRequest {
  /** Request line and headers, latin1, without the empty line. */
  readonly head: string;
  readonly body: string;
  readonly octets: Buffer;
  /** The name in the TLS handshake; false where none was sent, undefined without TLS. */
  readonly sni: string | false | undefined;
}

/** What the server does with a request: octets to write (then it hangs up), or nothing at all. */
export type RawAnswer = Buffer | string | typeof SILENCE | typeof HANG_UP;

/** Takes the request and never answers. */
export const SILENCE = Symbol('silence');
/** Takes the request and cuts the connection. */
export const HANG_UP = Symbol('hang up');

/** A callback server whose answers are given octet for octet. */
export interface CallbackServer {
  readonly port: number;
  readonly url: string;
  readonly requests: RawRequest[];
  readonly answerWith: (answer: RawAnswer) => void;
  readonly stop: () => Promise<void>;
}

/** An answer as a good callback server gives it. */
export function goodAnswer(body = '{"Status":"OK"}', status = '200 OK'): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

/** Starts a callback server on loopback; with `tls`, for https. */
export async function startCallbackServer(tls?: { key: string; cert: string }): Promise<CallbackServer> {
  let answer: RawAnswer = goodAnswer();
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    let octets = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      octets = Buffer.concat([octets, chunk]);
      const request = parse(octets, socket instanceof TLSSocket ? (socket.servername ?? false) : undefined);
      if (!request) return;
      requests.push(request);
      if (answer === HANG_UP) socket.destroy();
      else if (answer !== SILENCE) socket.end(answer);
    });
  };
  const server: Server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/callback`,
    requests,
    answerWith: (next) => {
      answer = next;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function parse(octets: Buffer, sni: string | false | undefined): RawRequest | undefined {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = octets.subarray(0, end).toString('latin1');
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  const body = octets.subarray(end + 4);
  return body.length < length ? undefined : { head, body: body.toString(), octets, sni };
}
