import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../clock.ts';
import type { Env } from '../../config.ts';
import { migratePostgres } from '../../store/open-postgres.ts';
import { assertPortIsFree, LOOPBACK } from '../local-port.ts';
import { localOssKey } from '../local-oss-key.ts';
import { startLocalOss } from '../local-oss.ts';
import { startLocalPostgres } from '../local-postgres.ts';
import { lockFolder } from '../lock-folder.ts';
import { DEAD_LETTERS_NAME, fcEnvironment, LOCAL_ROLE, WORKER_NAMES, type LocalFunction } from './fc-environment.ts';
import type { FcSettings } from './fc-settings.ts';
import { startFunctionProcess } from './function-process.ts';
import { invokeFunction } from './invoke-function.ts';
import { startLocalFunctions } from './local-functions.ts';

/** Options of {@link startFcStack}. */
export interface FcStackOptions {
  readonly settings: FcSettings;
  /** The environment of the shell. */
  readonly env: Env;
  /** The project's folder. */
  readonly folder: string;
  /** Told what went wrong, in a sentence. */
  readonly onProblem: (text: string) => void;
}

/** A whole Function Compute with what stands around it, running. */
export interface FcStack {
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
}

const TIMEOUT_SECONDS = 60;

/**
 * Starts receiver, worker and its failure destination on their custom runtimes, and what they need: a Function Compute, a
 * PostgreSQL and an OSS.
 * @throws {ConfigInvalidError} where a port or the folder is in use, before anything is started, or a function does not start.
 */
export async function startFcStack({ settings, env, folder, onProblem }: FcStackOptions): Promise<FcStack> {
  const { dir, httpPort, fcPort, workerPort, deadLettersPort, postgresPort, ossPort, retrySeconds } = settings;
  await assertPortIsFree({ service: 'callbacks', port: httpPort, variable: 'HTTP_PORT' });
  await assertPortIsFree({ service: 'the local Function Compute', port: fcPort, variable: 'FC_PORT' });
  await assertPortIsFree({ service: 'the worker', port: workerPort, variable: 'WORKER_PORT' });
  await assertPortIsFree({ service: 'the dead letters', port: deadLettersPort, variable: 'DEAD_LETTERS_PORT' });
  await assertPortIsFree({ service: 'the local PostgreSQL', port: postgresPort, variable: 'POSTGRES_PORT' });
  await assertPortIsFree({ service: 'the local OSS', port: ossPort, variable: 'OSS_PORT' });
  const stops: (() => Promise<void> | void)[] = [lockFolder(dir)];
  // What takes requests stops before what they need.
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    mkdirSync(join(dir, 'postgres'), { recursive: true });
    const postgres = await startLocalPostgres({ port: postgresPort, dir: join(dir, 'postgres') });
    stops.push(() => postgres.stop());
    await migrate(postgres.url);
    const { privateKey, trustedKeysFile } = localOssKey(join(dir, 'oss'), env['OSS_PUB_KEY_FILE'] || undefined);
    const environments = fcEnvironment({ env, settings, databaseUrl: postgres.url, trustedKeysFile });
    const startFunction = async (title: string, file: string, name: LocalFunction, port: number): Promise<void> => {
      const started = startFunctionProcess({ title, file, env: environments[name], port, folder, onProblem });
      stops.push((await started).stop);
    };
    await startFunction(
      'The failure destination',
      'handlers/fc/dead-letters-server.ts',
      'deadLetters',
      deadLettersPort,
    );
    await startFunction('The worker', 'handlers/fc/worker-server.ts', 'worker', workerPort);
    const functions = await startLocalFunctions({
      port: fcPort,
      dir,
      credentials: LOCAL_ROLE,
      functions: Object.values(WORKER_NAMES),
      failureDestination: (name) => (name === DEAD_LETTERS_NAME ? undefined : DEAD_LETTERS_NAME),
      retrySeconds,
      run: (name, payload, requestId) =>
        invokeFunction(payload, {
          url: `http://${LOOPBACK}:${name === DEAD_LETTERS_NAME ? deadLettersPort : workerPort}`,
          requestId,
          credentials: LOCAL_ROLE,
          timeoutSeconds: TIMEOUT_SECONDS,
        }),
      onFailure: (event, destination) => {
        const where = destination === undefined ? 'is nowhere but in the journal' : 'becomes a dead letter';
        onProblem(`An invocation was given up, and ${where}: ${event.slice(0, 500)}`);
      },
    });
    stops.push(functions.stop);
    await startFunction('The receiver', 'handlers/fc/server.ts', 'receiver', httpPort);
    const oss = await startLocalOss({ port: ossPort, dir, privateKey, onProblem });
    stops.push(() => oss.stop());
    return { databaseUrl: postgres.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// PGlite runs in this very thread: on a busy machine its first answer takes longer than a connection may.
async function migrate(url: string, attempts = 5): Promise<void> {
  try {
    await migratePostgres({ kind: 'postgres', url }, { clock: systemClock });
  } catch (error) {
    if (attempts === 1) throw error;
    await migrate(url, attempts - 1);
  }
}
