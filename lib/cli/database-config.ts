import { readStoreConfig, type Env, type PostgresConfig } from '../config.ts';
import { UsageError } from './cli-command.ts';

/**
 * Reads which database a command is for: `STORE` may be left out.
 * @throws {ConfigInvalidError} where `DATABASE_URL` is not stated.
 * @throws {UsageError} where `STORE` is another one.
 */
export function readDatabaseConfig(env: Env): PostgresConfig {
  const config = readStoreConfig({ ...env, STORE: env['STORE'] || 'postgres' });
  if (config.kind === 'postgres') return config;
  throw new UsageError(`STORE=${config.kind} has no tables to look after: this is for STORE=postgres`);
}
