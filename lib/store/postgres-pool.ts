import { Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Clock } from '../clock.ts';

/** Connections that can be relied on, as far as anyone can tell. */
export interface PostgresPool {
  /** Takes a connection, once there is one. */
  take(): Promise<PoolClient>;
  /** Gives one back that is fit for more. */
  giveBack(client: PoolClient): void;
  /** Ends one; with `isBroken`, those too that were made before it: what cut it may have cut them all. */
  end(client: PoolClient, options: { readonly isBroken: boolean }): void;
  close(): Promise<void>;
}

/** Options of {@link createPostgresPool}. */
export interface PostgresPoolOptions {
  readonly connection: Pick<PoolConfig, 'connectionString' | 'options' | 'ssl'>;
  readonly clock: Clock;
  readonly maxConnections: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_MS = 10_000;

/** Creates a pool that is fit for functions: they are frozen between invocations, and their connections die unnoticed. */
export function createPostgresPool({ connection, clock, maxConnections }: PostgresPoolOptions): PostgresPool {
  const pool = new Pool({
    ...connection,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    // A command that has its answer ends.
    allowExitOnIdle: true,
  });
  const born = new WeakMap<PoolClient, number>();
  const usedAt = new WeakMap<PoolClient, number>();
  let generation = 0;
  pool.on('connect', (client) => {
    born.set(client, generation);
    // Who uses a connection sees that it broke; that it broke while nobody did is no news.
    client.on('error', () => undefined);
  });
  pool.on('error', () => undefined);
  // By the clock, not by a timer: time passes while a process is frozen, and no timer fires.
  const isFresh = (client: PoolClient): boolean =>
    born.get(client) === generation && clock() - (usedAt.get(client) ?? clock()) < IDLE_MS;
  return {
    async take() {
      for (;;) {
        const client = await pool.connect();
        if (isFresh(client)) return client;
        client.release(true);
      }
    },
    giveBack(client) {
      usedAt.set(client, clock());
      client.release();
    },
    end(client, { isBroken }) {
      if (isBroken && born.get(client) === generation) generation += 1;
      client.release(true);
    },
    close: () => pool.end(),
  };
}
