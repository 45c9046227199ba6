import {
  createServer,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../helpers/until.ts';

/** What is wrong with a service. */
export type Fault = 'none' | 'down' | 'slow' | 'hanging' | 'wrong' | 'flapping';

export const FAULTS: readonly Fault[] = ['down', 'slow', 'hanging', 'wrong', 'flapping'];

/** A service with faults, on the loopback interface. */
export interface FaultyProxy {
  readonly port: number;
  readonly url: string;
  set(fault: Fault): void;
  /** Resolves when the service has answered what had reached it. */
  stop(): Promise<void>;
}

const SLOW_MS = 700;

/** Stands on a free port before the service whose port `target` tells, and does to its callers what a sick one does. */
export async function startFaultyProxy(target: () => number): Promise<FaultyProxy> {
  let fault: Fault = 'none';
  let calls = 0;
  const underWay = new Set<ClientRequest>();
  const server = createServer((incoming, response) => {
    void answer(incoming, response);
  });
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls += 1;
    if (fault === 'down' || (fault === 'flapping' && calls % 2 === 1)) {
      incoming.socket.destroy();
      return;
    }
    if (fault === 'hanging') return;
    if (fault === 'wrong') {
      response.writeHead(calls % 2 === 0 ? 200 : 500, { 'content-type': 'text/html' }).end('<html>sorry</html>');
      return;
    }
    if (fault === 'slow') await delay(SLOW_MS);
    if (incoming.destroyed) return;
    const { method, url, headers } = incoming;
    const forwarded = httpRequest({ port: target(), host: '127.0.0.1', method, path: url, headers }, (answered) => {
      if (response.destroyed) {
        answered.resume();
        return;
      }
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
      response.on('close', () => answered.resume());
    });
    underWay.add(forwarded);
    forwarded.on('close', () => underWay.delete(forwarded));
    forwarded.on('error', () => response.destroy());
    response.on('close', () => {
      // Whoever is cut off half-way leaves nothing behind: the service would wait for the rest.
      if (!incoming.complete) forwarded.destroy();
    });
    incoming.pipe(forwarded);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    set(next) {
      fault = next;
      // Whoever hangs is let go when the fault ends, as by a service that is started anew.
      server.closeAllConnections();
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await until('the calls under way', () => underWay.size === 0);
    },
  };
}
