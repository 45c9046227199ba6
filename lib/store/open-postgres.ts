import { readFile } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import type { PostgresConfig } from '../config.ts';
import { ConfigInvalidError, isOssCallbackError } from '../errors.ts';
import type { DeadLetterShelf } from '../fc/dead-letter-shelf.ts';
import type { FactStore } from './fact-store.ts';
import { createPostgresDatabase, type DatabaseUrl, type PostgresDatabase } from './postgres-database.ts';
import { createPostgresDeadLetterShelf } from './postgres-dead-letter-shelf.ts';
import { createPostgresFactStore } from './postgres-fact-store.ts';
import { purgeDatabase, withPurge, type PurgeResult } from './postgres-purge.ts';
import { assertMigrated, migrateDatabase, requireMigrated, type MigrationResult } from './postgres-schema.ts';
import { createPostgresUploadEraser } from './postgres-upload-eraser.ts';
import { createPostgresUploadReader } from './postgres-upload-reader.ts';
import { createPostgresUploadStore } from './postgres-upload-store.ts';
import type { UploadEraser } from './upload-eraser.ts';
import type { UploadReader } from './upload-reader.ts';
import type { UploadStore } from './upload-store.ts';

/** Options of all that is opened here. */
export interface OpenPostgresOptions {
  readonly clock: Clock;
  /** Where the URL is, if it is not in the configuration itself. */
  readonly databaseUrl?: DatabaseUrl | undefined;
}

// Who reads statistics of years may wait for them; a worker may not.
const READER_TIMEOUT_MS = 60_000;

/** The databases that were opened: what one configuration opens shares its connections. */
const opened = new WeakMap<PostgresConfig, Promise<PostgresDatabase>>();

/**
 * Opens the store for writing; it deletes what has expired on the way.
 * @throws {StoreSchemaError} where the tables are not those that this code knows.
 */
export async function openPostgresUploadStore(
  config: PostgresConfig,
  options: OpenPostgresOptions & { readonly retentionDays?: number | undefined },
): Promise<UploadStore> {
  const given = { ...options, database: await openShared(config, options) };
  return withPurge(createPostgresUploadStore(given), given);
}

/** Opens the store of facts, as {@link openPostgresUploadStore} does. */
export async function openPostgresFactStore(config: PostgresConfig, options: OpenPostgresOptions): Promise<FactStore> {
  return createPostgresFactStore({ ...options, database: await openShared(config, options) });
}

/** Opens the shelf of dead letters, as {@link openPostgresUploadStore} does. */
export async function openPostgresDeadLetterShelf(
  config: PostgresConfig,
  options: OpenPostgresOptions,
): Promise<DeadLetterShelf> {
  return createPostgresDeadLetterShelf({ ...options, database: await openShared(config, options) });
}

/**
 * Opens the store for reading.
 * @throws {StoreSchemaError} where the tables are not those that this code knows.
 */
export async function openPostgresUploadReader(
  config: PostgresConfig,
  options: OpenPostgresOptions,
): Promise<UploadReader> {
  const database = await openDatabase(config, options, READER_TIMEOUT_MS);
  await assertMigrated(database);
  return createPostgresUploadReader({ ...options, database });
}

/** Opens the store for erasing, as {@link openPostgresUploadReader} does for reading. */
export async function openPostgresUploadEraser(
  config: PostgresConfig,
  options: OpenPostgresOptions,
): Promise<UploadEraser> {
  const database = await openDatabase(config, options);
  await assertMigrated(database);
  return createPostgresUploadEraser({ ...options, database });
}

/** Migrates a database, and leaves it. */
export function migratePostgres(config: PostgresConfig, options: OpenPostgresOptions): Promise<MigrationResult> {
  return withDatabase(config, options, migrateDatabase);
}

/** Deletes what has expired in a database, `limit` rows at a time, until there is none. */
export function purgePostgres(config: PostgresConfig, options: OpenPostgresOptions): Promise<PurgeResult> {
  return withDatabase(config, options, async (database) => {
    await assertMigrated(database);
    const total = { uploads: 0, facts: 0 };
    for (;;) {
      const { uploads, facts } = await purgeDatabase({ database, clock: options.clock });
      if (uploads + facts === 0) return total;
      total.uploads += uploads;
      total.facts += facts;
    }
  });
}

async function withDatabase<T>(
  config: PostgresConfig,
  options: OpenPostgresOptions,
  work: (database: PostgresDatabase) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, options, READER_TIMEOUT_MS);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function openShared(config: PostgresConfig, options: OpenPostgresOptions): Promise<PostgresDatabase> {
  const known = opened.get(config);
  if (known) return known;
  const opening = openDatabase(config, options).then(async (plain) => {
    const database = requireMigrated(plain);
    // A database that is down for a moment is no reason not to start; the first statement will tell.
    await database.run('SELECT').catch(async (error: unknown) => {
      if (!isOssCallbackError(error)) return;
      // Who tries again may find it mended.
      opened.delete(config);
      await plain.close();
      throw error;
    });
    return database;
  });
  opened.set(config, opening);
  return opening;
}

async function openDatabase(
  { url, caFile, maxConnections }: PostgresConfig,
  { clock, databaseUrl = stated(url) }: OpenPostgresOptions,
  statementTimeoutMs?: number,
): Promise<PostgresDatabase> {
  const ca = caFile === undefined ? undefined : await readCertificates(caFile);
  return createPostgresDatabase({ url: databaseUrl, ca, clock, maxConnections, statementTimeoutMs });
}

function stated(url: string | undefined): DatabaseUrl {
  if (url === undefined) {
    throw new ConfigInvalidError('DATABASE_URL must be stated: DATABASE_URL_NAME is read by deployed functions only');
  }
  return { get: () => Promise.resolve(url), reload: () => Promise.resolve(undefined) };
}

async function readCertificates(file: string): Promise<string> {
  const pem = await readFile(file, 'utf8').catch(() => '');
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  throw new ConfigInvalidError(`DATABASE_CA_FILE must be a readable file of certificates in PEM, got "${file}"`);
}
