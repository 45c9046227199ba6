import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../../clock.ts';
import { isColourful, type CliIo } from '../../cli/cli-io.ts';
import { createColour } from '../../cli/format/colour.ts';
import { formatEvent } from '../../cli/format/format-event.ts';
import type { Env } from '../../config.ts';
import { startSimulator, type Simulator } from '../../simulator/start-simulator.ts';
import { listenOn, LOOPBACK } from '../local-port.ts';

/** Everything that the demo plays on, apart from what `npm start` may be running at the same time. */
export interface DemoStack {
  readonly oss: Simulator;
  readonly callbackUrl: string;
  /** Where nothing listens. */
  readonly deadUrl: string;
  /** What the command line needs to find the demo's own table. */
  readonly tableEnv: Env;
  readonly stop: () => Promise<void>;
}

// What programs need of any environment; what a person has set for deployments must not change the demo.
const MACHINE = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'LANG'];
const START_TIMEOUT_MS = 45_000;
const READY = 'Ctrl-C stops it.';

/**
 * Starts `serverless offline` on free ports with a folder of its own, and an OSS in this process, whose every hop is printed.
 * @throws {Error} with what was printed, where the receiver does not start.
 */
export async function startDemoStack({ env, stdout }: Pick<CliIo, 'env' | 'stdout'>): Promise<DemoStack> {
  const folder = await mkdtemp(join(tmpdir(), 'oss-callback-demo-'));
  const oss = await startSimulator({ port: 0 });
  const keyFile = join(folder, 'oss-key.pem');
  await writeFile(keyFile, oss.publicKey);
  const [http, lambda, sqs, dynamodb, ossPort, consolePort, dead] = (await freePorts(7)).map(String);
  const services = { SQS_PORT: sqs, DYNAMODB_PORT: dynamodb, OSS_PORT: ossPort, CONSOLE_PORT: consolePort };
  const ports = { HTTP_PORT: http, LAMBDA_PORT: lambda, ...services };
  const child = spawn('npx', ['serverless', 'offline'], {
    env: {
      ...machineEnv(env),
      ...ports,
      LOCAL_DIR: join(folder, 'data'),
      OSS_PUB_KEY_FILE: keyFile,
      LOG_LEVEL: 'warn',
    },
    // A process group of its own: what ends it ends npx and all below.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Also where a signal ends this process: its group would outlive it.
  process.once('exit', () => {
    signalGroup(child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const stop = async (): Promise<void> => {
    await Promise.all([endGroup(child), oss.stop()]);
  };
  try {
    await untilReady(child);
  } catch (error) {
    await stop();
    throw error;
  }
  const format = { colour: createColour({ stdout, env }), isColourful: isColourful({ stdout, env }), isVerbose: false };
  oss.spy.listen((event) => stdout.write(formatEvent(event, format)));
  const url = (port: string | undefined) => `http://${LOOPBACK}:${port ?? ''}/oss/callback`;
  return { oss, callbackUrl: url(http), deadUrl: url(dead), tableEnv: { DYNAMODB_PORT: dynamodb }, stop };
}

const machineEnv = (env: Env): Env => Object.fromEntries(MACHINE.map((name) => [name, env[name]]));

async function untilReady(child: ChildProcess): Promise<void> {
  let printed = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes(READY)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`serverless offline did not start:\n${printed}`));
    });
  });
  const settled = new AbortController();
  const tooLate = pause(START_TIMEOUT_MS, settled.signal).then(() => {
    throw new Error(`serverless offline did not start within ${START_TIMEOUT_MS / 1000} s:\n${printed}`);
  });
  try {
    await Promise.race([ready, tooLate]);
  } finally {
    settled.abort();
    await tooLate.catch(() => undefined);
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'close');
  signalGroup(child, 'SIGINT');
  await ended;
}

function signalGroup(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group may have ended a moment ago, before this process was told.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// A process that a signal ended has no exit code.
const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Ports that are free now, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) await listenOn(server, 0);
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
