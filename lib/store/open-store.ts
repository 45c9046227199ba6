import { assertGiven } from '../assert-given.ts';
import type { Clock } from '../clock.ts';
import type { StoreConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import type { DeadLetterShelf } from '../fc/dead-letter-shelf.ts';
import type { FactStore } from './fact-store.ts';
import type { DatabaseUrl } from './postgres-database.ts';
import type { UploadEraser } from './upload-eraser.ts';
import type { UploadReader } from './upload-reader.ts';
import type { UploadStore } from './upload-store.ts';

/** Options of {@link openUploadReader}, {@link openUploadEraser} and {@link openFactStore}. */
export interface OpenStoreOptions {
  readonly clock: Clock;
  /** Where the URL of a PostgreSQL database is, if it is not in the configuration itself. */
  readonly databaseUrl?: DatabaseUrl | undefined;
}

/** Options of {@link openUploadStore}. */
export interface OpenUploadStoreOptions extends OpenStoreOptions {
  /** Days after which a record and its steps expire; default: never. */
  readonly retentionDays?: number | undefined;
}

/**
 * Opens the configured store for writing. Only the adapter that is used is loaded.
 * @throws {TypeError} where the configuration names no store.
 * @throws {StoreSchemaError} where a database's tables are not those that this code knows.
 */
export async function openUploadStore(config: StoreConfig, options: OpenUploadStoreOptions): Promise<UploadStore> {
  assertOpenable(config);
  if (config.kind === 'memory') {
    const { createMemoryUploadStore } = await import('./memory-upload-store.ts');
    return createMemoryUploadStore(options).store;
  }
  if (config.kind === 'postgres') {
    const { openPostgresUploadStore } = await import('./open-postgres.ts');
    return openPostgresUploadStore(config, options);
  }
  const [{ createDynamoDbClient }, { createDynamoDbUploadStore }] = await Promise.all([
    import('./dynamodb-client.ts'),
    import('./dynamodb-upload-store.ts'),
  ]);
  return createDynamoDbUploadStore({ ...options, client: createDynamoDbClient(), table: config.table });
}

/**
 * Opens the configured store for reading.
 * @throws {ConfigInvalidError} where the store is the memory of another process.
 * @throws {TypeError} where the configuration names no store.
 * @throws {StoreSchemaError} where a database's tables are not those that this code knows.
 */
export async function openUploadReader(config: StoreConfig, options: OpenStoreOptions): Promise<UploadReader> {
  assertOpenable(config);
  if (config.kind === 'memory') {
    throw new ConfigInvalidError(
      'STORE must be dynamodb or postgres to be read: memory ends with the process that writes it',
    );
  }
  if (config.kind === 'postgres') {
    const { openPostgresUploadReader } = await import('./open-postgres.ts');
    return openPostgresUploadReader(config, options);
  }
  const [{ createDynamoDbClient }, { createDynamoDbUploadReader }] = await Promise.all([
    import('./dynamodb-client.ts'),
    import('./dynamodb-upload-reader.ts'),
  ]);
  return createDynamoDbUploadReader({ clock: options.clock, client: createDynamoDbClient(), table: config.table });
}

/**
 * Opens the configured store for erasing.
 * @throws {ConfigInvalidError} where the store is the memory of another process.
 * @throws {TypeError} where the configuration names no store.
 * @throws {StoreSchemaError} where a database's tables are not those that this code knows.
 */
export async function openUploadEraser(config: StoreConfig, options: OpenStoreOptions): Promise<UploadEraser> {
  assertOpenable(config);
  if (config.kind === 'memory') {
    throw new ConfigInvalidError(
      'STORE must be dynamodb or postgres to erase from: memory ends with the process that writes it',
    );
  }
  if (config.kind === 'postgres') {
    const { openPostgresUploadEraser } = await import('./open-postgres.ts');
    return openPostgresUploadEraser(config, options);
  }
  const [{ createDynamoDbClient }, { createDynamoDbUploadEraser }] = await Promise.all([
    import('./dynamodb-client.ts'),
    import('./dynamodb-upload-eraser.ts'),
  ]);
  return createDynamoDbUploadEraser({ clock: options.clock, client: createDynamoDbClient(), table: config.table });
}

/**
 * Opens the facts of the configured store. Only the adapter that is used is loaded.
 * @throws {TypeError} where the configuration names no store.
 */
export async function openFactStore(config: StoreConfig, options: OpenStoreOptions): Promise<FactStore> {
  assertOpenable(config);
  if (config.kind === 'memory') {
    const { createMemoryFactStore } = await import('./memory-fact-store.ts');
    return createMemoryFactStore();
  }
  if (config.kind === 'postgres') {
    const { openPostgresFactStore } = await import('./open-postgres.ts');
    return openPostgresFactStore(config, options);
  }
  const [{ createDynamoDbClient }, { createDynamoDbFactStore }] = await Promise.all([
    import('./dynamodb-client.ts'),
    import('./dynamodb-fact-store.ts'),
  ]);
  return createDynamoDbFactStore({ client: createDynamoDbClient(), table: config.table });
}

/**
 * Opens where the configured store keeps what Function Compute gave up. Only the adapter that is used is loaded.
 * @throws {ConfigInvalidError} where the store is DynamoDB, which Function Compute has no use for.
 * @throws {TypeError} where the configuration names no store.
 * @throws {StoreSchemaError} where a database's tables are not those that this code knows.
 */
export async function openDeadLetterShelf(config: StoreConfig, options: OpenStoreOptions): Promise<DeadLetterShelf> {
  assertOpenable(config);
  if (config.kind === 'memory') {
    const { createMemoryDeadLetterShelf } = await import('./memory-dead-letter-shelf.ts');
    return createMemoryDeadLetterShelf();
  }
  if (config.kind === 'postgres') {
    const { openPostgresDeadLetterShelf } = await import('./open-postgres.ts');
    return openPostgresDeadLetterShelf(config, options);
  }
  throw new ConfigInvalidError('STORE must be postgres to keep the dead letters of Function Compute');
}

const KINDS: readonly string[] = ['dynamodb', 'postgres', 'memory'] satisfies StoreConfig['kind'][];

/** Of callers without types: what is no store must not be taken for the last of the kinds. */
function assertOpenable(config: StoreConfig): void {
  assertGiven(config, ['kind']);
  if (!KINDS.includes(config.kind)) {
    throw new TypeError(`"kind" must be one of ${KINDS.join(', ')}, got ${JSON.stringify(config.kind)}`);
  }
  if (config.kind === 'dynamodb') assertGiven(config, ['table']);
}
