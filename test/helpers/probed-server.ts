import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { createCallbackReceiver, type CallbackReceiver } from '../../lib/callback/receive.ts';
import { systemClock } from '../../lib/clock.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { silentLogger } from '../../lib/logger.ts';
import { incomingToRequest } from '../../lib/platform/node/http.ts';
import { createMemoryQueue } from '../../lib/queue/memory-queue.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createSimulatorKey } from '../../lib/simulator/simulator-key.ts';
import { LOCALHOST_CERTIFICATE } from './localhost-certificate.ts';

/** A key that the servers of a test trust. */
export const TRUSTED_KEY = createSimulatorKey();

/** This project's own receiver, which trusts {@link TRUSTED_KEY} beside that of OSS. */
export function createTrustingReceiver(callbackPath?: string): CallbackReceiver {
  return createCallbackReceiver({
    pubKeys: createPubKeyStore({
      trusted: [TRUSTED_KEY.publicKey],
      fetch: () => Promise.reject(new Error('no network in tests')),
      clock: systemClock,
    }),
    queue: createMemoryQueue(),
    clock: systemClock,
    logger: silentLogger,
    callbackPath,
  });
}

/** Reads a body whole. */
export async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** A server that verifies as it should, and answers what it accepts in its own way. */
export function answering(answer: (response: ServerResponse) => void): RequestListener {
  const receive = createTrustingReceiver();
  return (incoming, response) => {
    void bodyOf(incoming).then(async (body) => {
      const { status, headers, body: text } = await receive(incomingToRequest(incoming, body));
      if (status === 200) answer(response);
      else response.writeHead(status, headers).end(text);
    });
  };
}

/** A server of a test. */
export interface ProbedServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a plain server on a free port. */
export function serve(listener: RequestListener): Promise<ProbedServer> {
  return started('http://127.0.0.1', createServer(listener));
}

/** Starts a TLS server for `localhost`, which may have no certificate for who does not name it. */
export function serveTls(listener: RequestListener, names: 'sni-only' | 'any'): Promise<ProbedServer> {
  const context = createSecureContext(LOCALHOST_CERTIFICATE);
  const options =
    names === 'any'
      ? LOCALHOST_CERTIFICATE
      : {
          SNICallback: (_name: string, done: (error: null, found: typeof context) => void) => {
            done(null, context);
          },
        };
  return started('https://localhost', createTlsServer(options, listener));
}

/** Starts a server that takes connections and says nothing; for who names `localhost` in a TLS handshake it has a certificate, if that is wanted. */
export async function serveSilence(named?: RequestListener): Promise<ProbedServer> {
  const behind = createTlsServer(LOCALHOST_CERTIFICATE, named);
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (hello) => {
      if (named === undefined || !hello.includes('localhost')) return;
      socket.pause().unshift(hello);
      behind.emit('connection', socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function started(origin: string, server: ReturnType<typeof createServer>): Promise<ProbedServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${origin}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Starts servers that stop after each test. Call in the body of a test file. */
export function useServers(): (server: Promise<ProbedServer>) => Promise<string> {
  const servers: ProbedServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });
  return async (starting) => {
    const server = await starting;
    servers.push(server);
    return server.url;
  };
}

/** Keeps what it is sent, and is content with everything. */
export function recording(requests: CallbackRequest[]): RequestListener {
  return (incoming, response) => {
    void bodyOf(incoming).then((body) => {
      requests.push(incomingToRequest(incoming, body));
      response.writeHead(200, { 'content-length': 2 }).end('{}');
    });
  };
}
