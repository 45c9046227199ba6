import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ConfigInvalidError } from '../../errors.ts';
import { jsonReply } from '../../http/reply.ts';

/** Options of {@link startServer}. */
export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /**
   * Milliseconds a kept-alive connection may be idle; 0 for ever. Default 65,000: longer than load balancers in front keep
   * one, as whoever sends on a connection that is being cut gets no answer. AWS's keeps it 60 s:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
   */
  readonly keepAliveTimeoutMs?: number;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Takes no more connections, finishes the requests at hand within 5 s, resolves when the port is free. */
  stop(): Promise<void>;
}

// OSS sends a callback at once; whoever takes longer holds a connection for another reason.
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 65_000;
// Node looks for late requests only so often, by default every 30 s.
const CHECK_INTERVAL_MS = 1_000;
// As long as OSS waits for an answer.
const STOP_GRACE_MS = 5_000;
const SWEEP_INTERVAL_MS = 50;

// On the socket itself: a weak map of what lives so shortly costs the collector more than the whole request.
const RESPONSE = Symbol('response');
const IS_WAITING = Symbol('is waiting');
type AnsweringSocket = Duplex & { [RESPONSE]?: ServerResponse; [IS_WAITING]?: boolean };

/**
 * Starts an HTTP server that cuts slow clients: headers within 5 s, the whole request within 10 s. The listener must answer
 * each request: a client waits for that for as long as it takes.
 * @throws {ConfigInvalidError} where it cannot listen there; the message names `PORT` or `HOST` and what to do.
 */
export async function startServer(
  listener: RequestListener,
  { port, host, keepAliveTimeoutMs = KEEP_ALIVE_MS }: ServerOptions,
): Promise<RunningServer> {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_INTERVAL_MS,
    keepAliveTimeout: keepAliveTimeoutMs,
    // OSS signs neither Host nor Expect; Node's own refusals of them are no JSON and have no length.
    requireHostHeader: false,
  });
  // A client that sends no more still reads. No documented option leaves it its answer; this one is `socketOnEnd`'s in
  // https://github.com/nodejs/node/blob/v20.20.2/lib/_http_server.js
  Object.assign(server, { httpAllowHalfOpen: true });
  const take: RequestListener = (request, response) => {
    (request.socket as AnsweringSocket)[RESPONSE] = response;
    listener(request, response);
  };
  server.on('request', take);
  server.on('checkExpectation', take);
  server.on('clientError', (_error, socket) => {
    refuseInTurn(socket);
  });
  await listen(server, port, host);
  const { address, port: actual, family } = server.address() as AddressInfo;
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`, stop: () => stop(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      reject(new ConfigInvalidError(whyNotThere(cause, port, host), { cause }));
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function whyNotThere({ code = '', message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `PORT ${port} of ${host} is in use: stop what listens there, or set PORT to another`;
  if (code === 'EACCES') return `PORT ${port} is not for this user to listen on: set PORT to one above 1023`;
  if (NOT_HERE.has(code)) return `HOST must be an address of this machine, got "${host}"`;
  return `cannot listen on PORT ${port} of HOST ${host}: ${message}`;
}

const NOT_HERE: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']);

// Once a server is closed, Node neither looks for slow requests nor ends connections that have become idle.
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, SWEEP_INTERVAL_MS);
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, STOP_GRACE_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}

const isHalfAnswered = ({ headersSent, writableEnded }: ServerResponse): boolean => headersSent && !writableEnded;

/** Refuses what is wrong behind whole requests only after their own answers, which would else be lost. */
function refuseInTurn(socket: AnsweringSocket): void {
  // Each further piece of junk is an error of its own.
  if (socket[IS_WAITING] === true) return;
  const response = socket[RESPONSE];
  const turn = response && turnAfter(response);
  if (turn === undefined) {
    refuse(socket, response);
    return;
  }
  socket[IS_WAITING] = true;
  response?.once(turn, () => {
    // What an answer holds back for want of a socket is written right after it has one.
    process.nextTick(refuse, socket, response);
  });
}

/** What to wait for before a refusal: the end of this answer, or, where its own request is what is wrong, its beginning. */
function turnAfter(response: ServerResponse): 'close' | 'socket' | undefined {
  if (response.writableFinished) return undefined;
  if (response.req.complete && !isHalfAnswered(response)) return 'close';
  // Behind answers that are still to come, it has no socket yet.
  return response.socket === null ? 'socket' : undefined;
}

/** Answers what is not HTTP, or came too slowly to be a callback, in the form of every other refusal. */
function refuse(socket: Duplex, response: ServerResponse | undefined): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  if (response !== undefined && isHalfAnswered(response)) {
    socket.end(() => socket.destroy());
    return;
  }
  const { headers, body } = jsonReply(400, { Status: 'Error', Code: 'InvalidCallback' });
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}
