import { DatabaseError, type ClientConfig, type PoolClient, type QueryConfig } from 'pg';
import type { Clock } from '../clock.ts';
import { ConfigInvalidError, isOssCallbackError } from '../errors.ts';
import { createPostgresPool, type PostgresPool } from './postgres-pool.ts';
import { parseDatabaseUrl, type ParsedDatabaseUrl } from './postgres-url.ts';

/** A row: every statement selects text, so that no setting of the server or the library decides how it is spelt. */
export type Row = Readonly<Record<string, string | null>>;

/** Runs one statement and gives its rows. Values only ever go in as `$1`, `$2` and so on. */
export type RunStatement = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** What a transaction is given. */
export interface Transaction {
  readonly run: RunStatement;
  /** Schema that the database's URL names. */
  readonly schema: string | undefined;
}

/** The few operations that the store needs of PostgreSQL. */
export interface PostgresDatabase {
  /** Runs a statement by itself; twice where its connection breaks, so that it must not matter how often it is run. */
  readonly run: RunStatement;
  /** Runs statements all or not at all, and never twice. */
  readonly transact: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Where a database's URL comes from. It holds a password, which may change while the process runs. */
export interface DatabaseUrl {
  get(): Promise<string>;
  /** Reads it anew, for who was refused with it; `undefined` where that was tried a moment ago or fails. */
  reload(): Promise<string | undefined>;
}

/** Options of {@link createPostgresDatabase}. */
export interface PostgresDatabaseOptions {
  readonly url: DatabaseUrl;
  /** Certificates of the authorities that may have signed the server's, in PEM. Default: those that Node trusts. */
  readonly ca?: string | undefined;
  readonly clock: Clock;
  /** How many connections the process holds at most. Default 4: of a thousand functions those are four thousand. */
  readonly maxConnections?: number | undefined;
  /** Milliseconds after which a statement is given up. Default 5,000. */
  readonly statementTimeoutMs?: number | undefined;
}

const MAX_CONNECTIONS = 4;
// The worker has a minute for a batch: what hangs must fail long before that, so that it can be repeated.
const STATEMENT_TIMEOUT_MS = 5_000;
const TRANSACTION_TIMEOUT_MS = 300_000;

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const LOGIN_REFUSED = /^28/;
// Beside a lost connection, one to a server that goes down, comes up, or is no longer the one that may be written to.
const CONNECTION_BROKEN = /^(?:08|57P0[123]|25006)/;

interface Connection {
  readonly client: PoolClient;
  readonly pool: PostgresPool;
}

/**
 * Creates the access to a database; nothing is connected before someone asks. Statements have no names and their time is
 * limited here, not at the server: behind a pooler each may run in another session, and many refuse to set anything up.
 */
export function createPostgresDatabase(options: PostgresDatabaseOptions): PostgresDatabase {
  const { url, ca, clock, maxConnections = MAX_CONNECTIONS, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  let held: { readonly text: string; readonly parsed: ParsedDatabaseUrl; readonly pool: PostgresPool } | undefined;

  function hold(text: string): NonNullable<typeof held> {
    if (held?.text === text) return held;
    const parsed = parseDatabaseUrl(text, { ca });
    // The pool before is left to those who wait for it; its connections end when they are idle.
    held = { text, parsed, pool: createPostgresPool({ connection: parsed.connection, clock, maxConnections }) };
    return held;
  }

  async function connect(): Promise<Connection> {
    const text = await url.get();
    const { pool } = hold(text);
    try {
      return { client: await pool.take(), pool };
    } catch (error) {
      if (!hasCode(error, LOGIN_REFUSED)) throw explained(error);
      const renewed = (await url.reload()) ?? (await url.get());
      if (renewed === text) throw error;
      const next = hold(renewed);
      return { client: await next.pool.take(), pool: next.pool };
    }
  }

  async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const { client, pool } = await connect();
    try {
      const result = await work(client);
      pool.giveBack(client);
      return result;
    } catch (error) {
      pool.end(client, { isBroken: isBroken(error) });
      throw error;
    }
  }

  return {
    async run(text, values) {
      const once = () => withClient((client) => statement(client, statementTimeoutMs)(text, values));
      try {
        return await once();
      } catch (error) {
        if (!isBroken(error)) throw error;
        return once();
      }
    },
    transact: (work) =>
      withClient(async (client) => {
        const run = statement(client, TRANSACTION_TIMEOUT_MS);
        await run('BEGIN');
        const result = await work({ run, schema: held?.parsed.schema });
        await run('COMMIT');
        return result;
      }),
    async close() {
      await held?.pool.close();
    },
  };
}

function statement(client: PoolClient, timeoutMs: number): RunStatement {
  return async (text, values = []) => {
    // The types know this option only of a whole client.
    const config: QueryConfig & Pick<ClientConfig, 'query_timeout'> = {
      text,
      values: [...values],
      query_timeout: timeoutMs,
    };
    return (await client.query<Row>(config)).rows;
  };
}

const hasCode = (error: unknown, codes: RegExp): boolean =>
  error instanceof DatabaseError && error.code !== undefined && codes.test(error.code);

/** What the server did not say is about the way to it. */
const isBroken = (error: unknown): boolean =>
  error instanceof DatabaseError ? hasCode(error, CONNECTION_BROKEN) : !isOssCallbackError(error);

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes('does not support SSL')) return error;
  return new ConfigInvalidError(
    'DATABASE_URL must name a server that speaks TLS, or have sslmode=disable where nobody else is on the way to it',
    { cause: error },
  );
}
