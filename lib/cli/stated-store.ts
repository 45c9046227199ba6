import { readQueueConfig, readStoreConfig, type Env, type QueueConfig, type StoreConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';

// A server may keep all in its memory; of that, a command in another process sees nothing.
const STORES = ['dynamodb', 'postgres'];
const QUEUES = ['sqs', 'fc'];

/**
 * Reads which store a command is for, of those that another process can look into.
 * @throws {ConfigInvalidError} naming those, and `--local`.
 */
export function readStatedStore(env: Env, { stores = STORES } = {}): StoreConfig {
  assertOneOf(env, { name: 'STORE', values: stores });
  return readStoreConfig(env);
}

/**
 * Reads which queue a command is for, of those that keep dead letters.
 * @throws {ConfigInvalidError} naming those, and `--local`.
 */
export function readStatedQueue(env: Env): QueueConfig {
  assertOneOf(env, { name: 'QUEUE', values: QUEUES });
  return readQueueConfig(env);
}

function assertOneOf(env: Env, { name, values }: { readonly name: string; readonly values: readonly string[] }): void {
  const value = env[name] ?? '';
  if (values.includes(value)) return;
  const wrong = value === '' ? 'must be stated:' : 'must be';
  const got = value === '' ? '' : `, got ${JSON.stringify(value)}`;
  const why = value === 'memory' ? ', which ends with the process that writes it' : '';
  const instead = 'or use --local for that of a running `npm start`';
  throw new ConfigInvalidError(`${name} ${wrong} ${values.join(' or ')}${got}${why}; ${instead}`);
}
