import { resolve } from 'node:path';
import * as v from 'valibot';
import { readSettings, wholeNumber, type Env } from '../../config.ts';

/** Where a local run of Function Compute listens and keeps its data. */
export interface FcSettings {
  /** The callback URL's port: `HTTP_PORT`. */
  readonly httpPort: number;
  /** The port of both invocation APIs: `FC_PORT`. */
  readonly fcPort: number;
  /** Where the worker's custom runtime listens: `WORKER_PORT`. */
  readonly workerPort: number;
  /** Where the custom runtime of the worker's failure destination listens: `DEAD_LETTERS_PORT`. */
  readonly deadLettersPort: number;
  /** The local PostgreSQL: `POSTGRES_PORT`. */
  readonly postgresPort: number;
  /** The local OSS: `OSS_PORT`. */
  readonly ossPort: number;
  /** Absolute path of the folder that keeps invocations, database and objects over a restart, inside `LOCAL_DIR`. */
  readonly dir: string;
  /** Seconds before the first retry of an invocation that failed: `LOCAL_RETRY_SECONDS`. */
  readonly retrySeconds: number;
  /** Which version's API the receiver speaks: `FC_API`. */
  readonly api: 2 | 3;
}

const port = (fallback: number) => wholeNumber(1, 65_535, fallback);
const running = v.object({
  HTTP_PORT: port(3000),
  FC_PORT: port(9100),
  WORKER_PORT: port(9001),
  DEAD_LETTERS_PORT: port(9002),
  POSTGRES_PORT: port(5433),
  OSS_PORT: port(9200),
  LOCAL_DIR: v.optional(v.string(), '.local'),
  LOCAL_RETRY_SECONDS: wholeNumber(0, 43_200, 2),
  FC_API: v.optional(v.picklist(['2', '3'], 'one of 2, 3'), '3'),
});

/**
 * Reads the settings of a local run of Function Compute.
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function readFcSettings(env: Env, folder: string): FcSettings {
  const settings = readSettings(running, env);
  return {
    httpPort: settings.HTTP_PORT,
    fcPort: settings.FC_PORT,
    workerPort: settings.WORKER_PORT,
    deadLettersPort: settings.DEAD_LETTERS_PORT,
    postgresPort: settings.POSTGRES_PORT,
    ossPort: settings.OSS_PORT,
    dir: resolve(folder, settings.LOCAL_DIR, 'fc'),
    retrySeconds: settings.LOCAL_RETRY_SECONDS,
    api: settings.FC_API === '2' ? 2 : 3,
  };
}
