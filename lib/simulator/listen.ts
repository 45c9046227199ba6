import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Cuts all connections and frees the port; calling it again does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts listening on an address and port; port 0 takes a free one.
 * @throws {Error} with `code` `EADDRINUSE` where the port is taken.
 */
export async function listen(server: Server, port: number, host: string): Promise<Listening> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
