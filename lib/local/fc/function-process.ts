import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { pause } from '../../clock.ts';
import type { Env } from '../../config.ts';
import { ConfigInvalidError } from '../../errors.ts';
import { untilListening } from '../local-port.ts';

/** Options of {@link startFunctionProcess}. */
export interface FunctionProcessOptions {
  /** What it is, for people: `the worker`. */
  readonly title: string;
  /** The server of a custom runtime, `handlers/fc/server.ts`. */
  readonly file: string;
  readonly folder: string;
  readonly env: Env;
  readonly port: number;
  /** Told what went wrong, in a sentence. */
  readonly onProblem: (text: string) => void;
}

/** An instance of a function that runs. */
export interface FunctionProcess {
  readonly stop: () => Promise<void>;
}

const RESTART_MS = 250;
const STOP_TIMEOUT_MS = 6_000;

/**
 * Starts a custom runtime in a process of its own, and another whenever one ends, as Function Compute does with its instances.
 * Resolves once it listens.
 * @throws {ConfigInvalidError} where the first one ends before it does; it has said itself why.
 */
export async function startFunctionProcess(options: FunctionProcessOptions): Promise<FunctionProcess> {
  const { title, onProblem } = options;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let child = start(options);
  await untilFirstListens(child, options);
  const keepAlive = async (): Promise<void> => {
    for (;;) {
      await ended(child);
      if (isStopping()) return;
      onProblem(`${title} ended, and is started again`);
      await pause(RESTART_MS, stopping.signal);
      if (isStopping()) return;
      child = start(options);
    }
  };
  const kept = keepAlive();
  return {
    stop: async () => {
      stopping.abort();
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await kept;
      clearTimeout(late);
    },
  };
}

function start({ file, folder, env }: FunctionProcessOptions): ChildProcess {
  const preloaded = [import.meta.resolve('tsx'), import.meta.resolve('./end-with-parent.ts')];
  const child = spawn(process.execPath, [...preloaded.flatMap((module) => ['--import', module]), file], {
    cwd: folder,
    env,
    // A terminal's Ctrl-C is for this process, which ends the functions in their turn.
    detached: true,
    // The channel tells it that this process is no more.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const killChild = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killChild);
  child.once('exit', () => process.off('exit', killChild));
  return child;
}

async function untilFirstListens(child: ChildProcess, { title, port }: FunctionProcessOptions): Promise<void> {
  const settled = new AbortController();
  const listens = untilListening(port, settled.signal).then(() => true);
  const isListening = await Promise.race([listens, ended(child).then(() => false)]);
  settled.abort();
  if (!isListening) throw new ConfigInvalidError(`${title} did not start`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
