import { readStoreConfig, type Env, type PostgresConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import { UsageError } from './cli-command.ts';

/**
 * Reads which database a command is for: `STORE` may be left out.
 * @throws {ConfigInvalidError} where `DATABASE_URL` is not stated.
 * @throws {UsageError} where `STORE` is another one.
 */
export function readDatabaseConfig(env: Env): PostgresConfig {
  const stated = env['STORE'] || 'postgres';
  if (!env['STORE'] && !env['DATABASE_URL'] && !env['DATABASE_URL_NAME']) {
    throw new ConfigInvalidError('DATABASE_URL must be stated: the PostgreSQL database whose tables this is about');
  }
  const config = stated === 'postgres' ? readStoreConfig({ ...env, STORE: stated }) : undefined;
  if (config?.kind === 'postgres') return config;
  throw new UsageError(`STORE=${stated} has no tables to look after: this is for STORE=postgres`);
}
