import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { until } from '../helpers/until.ts';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly child: ChildProcess;
  /** Microseconds of processor time so far. */
  cpuUs(): number;
  stop(): Promise<void>;
}

// https://www.kernel.org/doc/html/latest/filesystems/proc.html: utime and stime count 10 ms.
const TICK_US = 10_000;

/** Options of {@link startServerProcess}. */
export interface ServerProcessOptions {
  /** A file that takes its log lines, which then nobody reads: `PORT` must say where it listens. */
  readonly logFile?: string | undefined;
}

/** Starts a Node process that prints a JSON line with its `url`. */
export async function startServerProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { logFile }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', logFile === undefined ? 'pipe' : openSync(logFile, 'w'), 'inherit'],
  });
  // Where what it serves has failed, it would go on for good.
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.on('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
  ended.catch(() => undefined);
  const port = await Promise.race([ended, child.stdout ? readPort(child.stdout) : listening(Number(env['PORT']))]);
  return {
    port,
    child,
    cpuUs() {
      const fields =
        readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
          .split(') ')[1]
          ?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_US;
    },
    async stop() {
      kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

function readPort(stdout: Readable): Promise<number> {
  const lines = createInterface({ input: stdout });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const url = /"url":"([^"]+)"/.exec(line)?.[1];
      if (url === undefined) return;
      resolve(Number(new URL(url).port));
      // What it logs from now on is taken, so that it never has to wait, and not looked at: that would slow who calls it.
      lines.close();
      stdout.resume();
    });
  });
}

async function listening(port: number): Promise<number> {
  const isOpen = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      const end = (isOpen: boolean): void => {
        socket.destroy();
        resolve(isOpen);
      };
      socket.on('connect', () => {
        end(true);
      });
      socket.on('error', () => {
        end(false);
      });
    });
  await until(`port ${port}`, isOpen);
  return port;
}

/** Runs a Node script to its end and resolves with what it wrote to descriptor 3 as JSON. Its log lines are dropped. */
export async function runForResult<T>(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<T> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let text = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${child.exitCode ?? 'a signal'}`);
  return JSON.parse(text) as T;
}
