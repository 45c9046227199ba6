import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that hands out a forger's key to whoever can be talked into fetching it. */
export interface KeyTrap {
  /** Host and port. */
  readonly authority: string;
  readonly port: number;
  /** What was fetched so far. */
  readonly hits: readonly string[];
  stop(): Promise<void>;
}

/** Starts the trap on this machine; a server on another one cannot reach it, and is judged by its answers alone. */
export async function startKeyTrap(pem: string): Promise<KeyTrap> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/x-pem-file', 'content-length': Buffer.byteLength(pem) });
    response.end(pem);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    authority: `127.0.0.1:${port}`,
    port,
    hits,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
