import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { createLendSession } from './lend-session.ts';

/** A PostgreSQL of this machine's own. */
export interface LocalPostgres {
  /** For `DATABASE_URL`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Options of {@link startLocalPostgres}. */
export interface LocalPostgresOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Folder that keeps the data from run to run; default: they end with the process. */
  readonly dir?: string | undefined;
}

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 100;

/** Starts PGlite, which is PostgreSQL compiled to WebAssembly, behind a port of the loopback interface. */
export async function startLocalPostgres({ port, dir }: LocalPostgresOptions): Promise<LocalPostgres> {
  const db = await (dir === undefined ? PGlite.create() : PGlite.create(dir));
  // Its first answer takes long, longer than who connects may wait.
  await db.query('SELECT 1');
  const lend = createLendSession(db);
  const conversations = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const ended = lend(socket).finally(() => conversations.delete(socket));
    conversations.set(socket, ended);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, HOST);
  await once(server, 'listening');
  return {
    url: `postgres://postgres@${HOST}:${(server.address() as AddressInfo).port}/postgres`,
    async stop() {
      server.close();
      const ended = [...conversations.values()];
      for (const socket of conversations.keys()) socket.destroy();
      await Promise.allSettled(ended);
      await db.close();
    },
  };
}
