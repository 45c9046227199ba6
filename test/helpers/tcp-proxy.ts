import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What stands between a client and a server, and may fail as networks do. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections were made through it. */
  connections(): number;
  /** Lets nothing more through on the connections that there are, and tells nobody. */
  swallow(): void;
  stop(): Promise<void>;
}

/** Starts a proxy to a port of the loopback interface. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs: (readonly [Socket, Socket])[] = [];
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    pairs.push([client, upstream]);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => pairs.length,
    swallow() {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream);
        upstream.unpipe(client);
        for (const socket of [client, upstream]) socket.resume();
      }
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of pairs.flat()) socket.destroy();
      await closed;
    },
  };
}
