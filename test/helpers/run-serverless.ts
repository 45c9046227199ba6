import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** What a command of the Serverless Framework came to. */
export interface ServerlessResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type TestEnv = Readonly<Record<string, string>>;

/** Runs `npx serverless …` with nothing in its environment but `env`: no credentials, no profile. */
export async function runServerless(
  args: readonly string[],
  env: TestEnv = {},
  cwd = process.cwd(),
): Promise<ServerlessResult> {
  const { child, output } = spawnServerless(args, env, cwd);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** The local stack, running as `npx serverless offline` runs it. */
export interface OfflineStack {
  readonly httpUrl: string;
  readonly ports: {
    readonly http: number;
    readonly lambda: number;
    readonly sqs: number;
    readonly dynamodb: number;
    readonly oss: number;
    readonly console: number;
  };
  queueUrl(logicalId: string): string;
  /** Everything that was printed so far. */
  printed(): string;
  /** What Ctrl-C does in a terminal; resolves once every process has ended. */
  interrupt(): Promise<void>;
  /** What a power cut does. */
  kill(): Promise<void>;
}

export interface OfflineOptions {
  /** Where the stack keeps its data. */
  readonly dir: string;
  readonly env?: TestEnv;
  /** As an earlier run had them; free ones where absent. */
  readonly ports?: OfflineStack['ports'];
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) signal(child, 'SIGKILL');
});

/** Starts `npx serverless offline` and resolves once it takes callbacks. */
export async function startOffline({ dir, env = {}, ports }: OfflineOptions): Promise<OfflineStack> {
  const at = ports ?? (await freePorts());
  const { child, output } = spawnServerless(['offline'], { ...portEnv(at), LOCAL_DIR: dir, ...env });
  const printed = () => output.stdout + output.stderr;
  const ended = once(child, 'close');
  await until(
    'serverless offline to listen',
    () => {
      if (child.exitCode !== null) throw new Error(`serverless offline ended: ${printed()}`);
      return printed().includes('Ctrl-C stops it.') ? true : undefined;
    },
    180_000,
  );
  return {
    httpUrl: `http://127.0.0.1:${at.http}`,
    ports: at,
    queueUrl: (logicalId) => `http://127.0.0.1:${at.sqs}/000000000000/oss-callback-receiver-dev-${logicalId}`,
    printed,
    interrupt: async () => {
      signal(child, 'SIGINT');
      await ended;
    },
    kill: async () => {
      signal(child, 'SIGKILL');
      await ended;
    },
  };
}

export async function freePorts(): Promise<OfflineStack['ports']> {
  return {
    http: await freePort(),
    lambda: await freePort(),
    sqs: await freePort(),
    dynamodb: await freePort(),
    oss: await freePort(),
    console: await freePort(),
  };
}

/** The variables that move the stack to other ports. */
export function portEnv({ http, lambda, sqs, dynamodb, oss, console }: OfflineStack['ports']): TestEnv {
  return {
    HTTP_PORT: String(http),
    LAMBDA_PORT: String(lambda),
    SQS_PORT: String(sqs),
    DYNAMODB_PORT: String(dynamodb),
    OSS_PORT: String(oss),
    CONSOLE_PORT: String(console),
  };
}

function spawnServerless(args: readonly string[], env: TestEnv, cwd = process.cwd()) {
  const child = spawn('npx', ['serverless', ...args], {
    // A process group of its own, as a terminal gives it: what reaches it reaches npx and all below.
    detached: true,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', npm_config_cache: '/tmp/oss-callback-npm-cache', ...env },
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return { child, output };
}

function signal(child: ChildProcess, name: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid !== undefined) process.kill(-child.pid, name);
}
