import { systemClock } from '../../lib/clock.ts';
import { startLocalPostgres } from '../../lib/local/local-postgres.ts';
import {
  createPostgresDatabase,
  type PostgresDatabase,
  type PostgresDatabaseOptions,
} from '../../lib/store/postgres-database.ts';
import { migrateDatabase } from '../../lib/store/postgres-schema.ts';
import { postgresPrograms, startPostgresServer } from './postgres-server.ts';

/** A PostgreSQL of a test file's own: a server, or PGlite where none is installed. It lends one database at a time. */
export interface TestPostgres {
  /** URL of a database that has nothing in it. */
  newUrl(): Promise<string>;
  /** A database that is not migrated. */
  newDatabase(): Promise<PostgresDatabase>;
  /** A database that is migrated. */
  createDatabase(): Promise<PostgresDatabase>;
  /** The last of them, as another process sees it. */
  openAgain(): PostgresDatabase;
  stop(): Promise<void>;
}

/** Opens a database by its URL. */
export function openTestDatabase(url: string, options: Partial<PostgresDatabaseOptions> = {}): PostgresDatabase {
  const fixed = { get: () => Promise.resolve(url), reload: () => Promise.resolve(undefined) };
  return createPostgresDatabase({ url: fixed, clock: systemClock, ...options });
}

/** Starts what there is of PostgreSQL on this machine. */
export async function startTestPostgres(programs = postgresPrograms()): Promise<TestPostgres> {
  const server = await (programs === undefined ? startLocalPostgres({ port: 0 }) : startPostgresServer(programs));
  const opened: PostgresDatabase[] = [];
  const open = (url: string): PostgresDatabase => {
    const database = openTestDatabase(url);
    opened.push(database);
    return database;
  };
  const admin = open(server.url);
  let schemas = 0;
  let url = server.url;
  const newUrl = async (): Promise<string> => {
    if (programs !== undefined) return (url = `${server.url}?search_path=t${(schemas += 1)}`);
    // All connections of PGlite are one session, which has one schema.
    await admin.run('DROP SCHEMA public CASCADE');
    await admin.run('CREATE SCHEMA public');
    return url;
  };
  const newDatabase = async (): Promise<PostgresDatabase> => open(await newUrl());
  return {
    newUrl,
    newDatabase,
    openAgain: () => open(url),
    async createDatabase() {
      const database = await newDatabase();
      await migrateDatabase(database);
      return database;
    },
    async stop() {
      await Promise.all(opened.map((database) => database.close()));
      await server.stop();
    },
  };
}
