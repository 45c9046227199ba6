import { DatabaseError } from 'pg';
import { ConfigInvalidError, StoreSchemaError } from '../errors.ts';
import { MIGRATIONS } from './postgres-migrations.ts';
import type { PostgresDatabase, RunStatement } from './postgres-database.ts';

/** What {@link migrateDatabase} did. */
export interface MigrationResult {
  /** Version that the database had; 0: none. */
  readonly from: number;
  readonly to: number;
}

// Any number, as long as nobody else locks by it.
const LOCK = 1_330_860_899;
const NO_SUCH_TABLE = '42P01';

/**
 * Brings the database's tables to the version that this code knows, in one transaction. Who comes meanwhile waits, and finds
 * nothing left to do.
 * @throws {StoreSchemaError} where the tables are newer than this code.
 * @throws {ConfigInvalidError} where the database does not hold Unicode.
 */
export function migrateDatabase(database: PostgresDatabase, migrations = MIGRATIONS): Promise<MigrationResult> {
  return database.transact(async ({ run, schema }) => {
    await run(`SELECT pg_advisory_xact_lock(${LOCK})::text`);
    await assertUnicode(run);
    if (schema !== undefined) await createSchema(run, schema);
    await createMigrations(run);
    const from = await readVersion(run);
    if (from > migrations.length) throw new StoreSchemaError(from, migrations.length);
    for (const [index, migration] of migrations.entries()) {
      if (index < from) continue;
      await run(migration);
      await run(`INSERT INTO oss_migrations VALUES ($1, now())`, [index + 1]);
    }
    return { from, to: migrations.length };
  });
}

/**
 * Checks that the tables are those that this code knows.
 * @throws {StoreSchemaError} where they are older, newer or not there.
 */
export async function assertMigrated(database: PostgresDatabase): Promise<void> {
  const found = await readVersion(database.run).catch((error: unknown) => {
    if (error instanceof DatabaseError && error.code === NO_SUCH_TABLE) return 0;
    throw error;
  });
  if (found !== MIGRATIONS.length) throw new StoreSchemaError(found, MIGRATIONS.length);
}

/** Makes every statement wait for the check of the tables, which is made until it succeeds once. */
export function requireMigrated(database: PostgresDatabase): PostgresDatabase {
  let checked: Promise<void> | undefined;
  const check = async (): Promise<void> => {
    checked ??= assertMigrated(database);
    try {
      await checked;
    } catch (error) {
      checked = undefined;
      throw error;
    }
  };
  return {
    ...database,
    async run(text, values) {
      await check();
      return database.run(text, values);
    },
  };
}

async function readVersion(run: RunStatement): Promise<number> {
  const [row] = await run(`SELECT max(version)::text AS version FROM oss_migrations`);
  return Number(row?.['version'] ?? 0);
}

async function createSchema(run: RunStatement, schema: string): Promise<void> {
  const [found] = await run(`SELECT to_regnamespace($1)::text AS name`, [schema]);
  if (found?.['name'] == null) await run(`CREATE SCHEMA "${schema}"`);
}

// Asked first: who may create nothing may still be told that there is nothing to do.
async function createMigrations(run: RunStatement): Promise<void> {
  const [found] = await run(`SELECT to_regclass('oss_migrations')::text AS name`);
  if (found?.['name'] != null) return;
  await run(`CREATE TABLE oss_migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL)`);
}

async function assertUnicode(run: RunStatement): Promise<void> {
  const [row] = await run(`SELECT current_setting('server_encoding') AS encoding`);
  if (row?.['encoding'] === 'UTF8') return;
  throw new ConfigInvalidError(
    `DATABASE_URL must name a database in UTF8, got one in ${row?.['encoding'] ?? 'another encoding'}`,
  );
}
