import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { encodeMessage } from '../../lib/queue/upload-message.ts';
import { createPostgresDeadLetterShelf } from '../../lib/store/postgres-dead-letter-shelf.ts';
import { LOCAL_CREDENTIALS } from '../../lib/simulator/auth/credentials.ts';
import { freePort } from '../helpers/free-port.ts';
import { createOssClient } from '../helpers/oss-client.ts';
import { openTestDatabase } from '../helpers/postgres.ts';
import { runCommand } from '../helpers/run-command.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

const PORTS = ['HTTP_PORT', 'FC_PORT', 'WORKER_PORT', 'DEAD_LETTERS_PORT', 'POSTGRES_PORT', 'OSS_PORT'] as const;
const START_MS = 240_000;
const ANSWER_MS = 60_000;
const dir = tempDir();
const ports = {} as Record<(typeof PORTS)[number], string>;
let stack: ChildProcess;

beforeAll(async () => {
  for (const name of PORTS) ports[name] = String(await freePort());
  const env = { PATH: process.env['PATH'], ...ports, FC_API: '2', LOCAL_DIR: dir, LOCAL_RETRY_SECONDS: '0' };
  stack = spawn(process.execPath, ['--import', 'tsx', 'lib/local/fc/main.ts'], { env });
  let said = '';
  for (const output of [stack.stdout, stack.stderr]) output?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const isReady = (): boolean => {
    if (stack.exitCode !== null) throw new Error(said);
    return said.includes('invokes oss-callback/worker') && said.includes('Ctrl-C stops it.');
  };
  await until('the stack to be ready', isReady, START_MS);
}, START_MS);
afterAll(async () => {
  if (stack.exitCode !== null) return;
  const ended = once(stack, 'exit');
  stack.kill('SIGTERM');
  await ended;
}, 30_000);

const databaseUrl = (): string => `postgres://postgres@127.0.0.1:${ports.POSTGRES_PORT}/postgres`;

/** What a command prints, once the database has had time for it. */
const ask = <T>(...argv: string[]): Promise<T> =>
  until(
    `an answer to ${argv.join(' ')}`,
    async () => {
      const env = {
        STORE: 'postgres',
        DATABASE_URL: databaseUrl(),
        QUEUE: 'fc',
        FC_API: '2',
        FC_ACCOUNT_ID: '1000000000000000',
        FC_WORKER: 'oss-callback/worker',
        FC_ENDPOINT: `http://127.0.0.1:${ports.FC_PORT}`,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.local',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local',
        ALIBABA_CLOUD_SECURITY_TOKEN: 'local',
      };
      const { stdout } = await runCommand([...argv, '--json'], { env });
      return stdout === '' ? undefined : (JSON.parse(stdout) as T);
    },
    ANSWER_MS,
  );

const counted = (bucket: string) =>
  until(
    `an upload to ${bucket} to be processed`,
    async () => {
      const { uploads } = await ask<{ uploads: { status: string }[] }>('uploads', 'list', '--bucket', bucket);
      return uploads[0]?.status === 'processed'
        ? ask<{ total: object }>('stats', '--bucket', bucket).then(({ total }) => total)
        : undefined;
    },
    ANSWER_MS,
  );

describe('FC_API=2 npm run start:fc', () => {
  it('counts an upload of ali-oss once, though the worker is killed while it has it', async () => {
    const worker = functionPid('worker-server');
    process.kill(worker, 'SIGSTOP');
    const endpoint = `http://localhost:${ports.OSS_PORT}`;
    const client = createOssClient({ ...LOCAL_CREDENTIALS, endpoint, region: 'oss-cn-hangzhou', bucket: 'pics' });
    const callback = { url: `http://127.0.0.1:${ports.HTTP_PORT}/`, body: 'bucket=${bucket}&object=${object}' };
    expect((await client.put('a.txt', Buffer.from('hello'), { callback })).data).toEqual({ Status: 'OK' });
    process.kill(worker, 'SIGKILL');
    expect(await counted('pics')).toMatchObject({ uploads: 1 });
  }, 180_000);

  it('hands a dead letter to the worker again', async () => {
    const database = openTestDatabase(databaseUrl());
    const message = uploadMessage('given-up');
    await createPostgresDeadLetterShelf({ database, clock: Date.now }).put({
      id: 'given-up',
      body: encodeMessage(message, 131_072),
    });
    await database.close();
    expect(await ask('dlq', 'redrive')).toEqual({ moved: 1, ended: true });
    expect(await counted(message.upload.bucket ?? '')).toMatchObject({ uploads: 1, bytes: 1_000 });
  }, 180_000);
});

/** The process that serves a function; `/proc` tells the children of a process. */
function functionPid(file: string): number {
  const children = readFileSync(`/proc/${stack.pid ?? 0}/task/${stack.pid ?? 0}/children`, 'latin1')
    .trim()
    .split(' ');
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(file));
  if (found === undefined) throw new Error(`no process serves ${file}`);
  return Number(found);
}
