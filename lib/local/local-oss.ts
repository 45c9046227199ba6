import { join } from 'node:path';
import { startSimulator, type Simulator } from '../simulator/start-simulator.ts';
import { LOOPBACK } from './local-port.ts';
import { silentLogger } from '../logger.ts';

/** Options of {@link startLocalOss}. */
export interface LocalOssOptions {
  readonly port: number;
  /** The folder of local runs; objects are kept in one of its own. */
  readonly dir: string;
  /** PEM of the key that callbacks are signed with. */
  readonly privateKey: string;
  /** Told what went wrong, in a sentence. */
  readonly onProblem: (text: string) => void;
}

/** Starts the local OSS on loopback: any bucket, objects kept over a restart, callbacks to this machine allowed. */
export function startLocalOss({ port, dir, privateKey, onProblem }: LocalOssOptions): Promise<Simulator> {
  const logger = {
    ...silentLogger,
    error: ({ error }: { readonly error?: unknown }) => {
      onProblem(`The local OSS failed: ${error instanceof Error ? error.message : String(error)}`);
    },
  };
  return startSimulator({ port, host: LOOPBACK, folder: join(dir, 'oss'), privateKey, logger });
}
