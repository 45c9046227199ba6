import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchKey } from '../../lib/signature/fetch-pub-key.ts';

/** How the host answers a request for a key. */
export type KeyHostAnswer = (response: ServerResponse, request: IncomingMessage) => void;

/** A host that stands in for gosspublic.alicdn.com, on a real socket. */
export interface KeyHost {
  /** Reaches this host under OSS's address; everything else is refused. */
  readonly fetch: FetchKey;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  /** Addresses that fetch was called with. */
  readonly urls: readonly string[];
  answer(how: KeyHostAnswer): void;
  /** Refuses connections, as a host that is down. */
  down(): void;
  up(): void;
  stop(): Promise<void>;
}

export const servePem =
  (pem: string): KeyHostAnswer =>
  (response) =>
    response.end(pem);
export const serveStatus =
  (status: number, headers: Record<string, string> = {}): KeyHostAnswer =>
  (response) =>
    response.writeHead(status, headers).end('<html>');
export const hang: KeyHostAnswer = () => undefined;

export async function startKeyHost(): Promise<KeyHost> {
  const asked: string[] = [];
  const urls: string[] = [];
  let isDown = false;
  let how: KeyHostAnswer = serveStatus(404);
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    how(response, request);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    urls,
    fetch(url, init) {
      urls.push(url);
      const { protocol, host, pathname } = new URL(url);
      if (host !== 'gosspublic.alicdn.com' || !/^https?:$/.test(protocol)) throw new Error(`a fetch to ${url}`);
      // The port stays taken, so that no other host gets it; on the other address nobody listens on it.
      return fetch(`http://127.0.0.${isDown ? 2 : 1}:${port}${pathname}`, init);
    },
    answer(next) {
      how = next;
    },
    down() {
      isDown = true;
      server.closeAllConnections();
    },
    up() {
      isDown = false;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
