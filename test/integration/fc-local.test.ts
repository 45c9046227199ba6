import OSS from 'ali-oss';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { openTestDatabase } from '../helpers/postgres.ts';
import { freePort } from '../helpers/free-port.ts';
import { runCommand } from '../helpers/run-command.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const dir = tempDir();
const START_MS = 240_000;
// A command run in this process leaves a connection that ends when it has been idle for ten seconds; a hundred are served.
const ASK_EVERY_MS = 300;
let ports: Record<string, string>;
let databaseUrl: string;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let stack: ReturnType<typeof startStack>;

/** Stands between the worker and PostgreSQL; from the chosen statement on nothing gets through. */
async function startProxy(target: number) {
  let hold: RegExp | undefined;
  let reached = (): void => undefined;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(target, '127.0.0.1');
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (octets) => {
      if (hold?.test(octets.toString('latin1'))) reached();
      else database.write(octets);
    });
    database.on('data', (octets) => client.write(octets));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** Resolves once the worker sends such a statement, which never arrives. */
    holdAt: (statement: RegExp) => {
      hold = statement;
      return new Promise<void>((resolve) => {
        reached = resolve;
      });
    },
    goOn: () => {
      hold = undefined;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function startStack() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/local/fc/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      ...ports,
      LOCAL_DIR: dir,
      LOCAL_RETRY_SECONDS: '0',
      DATABASE_URL: `postgres://postgres@127.0.0.1:${proxy.port}/postgres`,
    },
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return { child, printed: () => printed };
}

const ready = () =>
  until(
    'the stack to be ready',
    () => {
      if (stack.child.exitCode !== null) throw new Error(stack.printed());
      return stack.printed().includes('Ctrl-C stops it.');
    },
    START_MS,
  );

beforeAll(async () => {
  const names = ['HTTP_PORT', 'FC_PORT', 'WORKER_PORT', 'DEAD_LETTERS_PORT', 'POSTGRES_PORT', 'OSS_PORT'];
  ports = {};
  for (const name of names) ports[name] = String(await freePort());
  proxy = await startProxy(Number(ports['POSTGRES_PORT']));
  databaseUrl = `postgres://postgres@127.0.0.1:${ports['POSTGRES_PORT'] ?? ''}/postgres`;
  stack = startStack();
  await ready();
}, START_MS);
afterAll(async () => {
  await end(stack.child, 'SIGTERM');
  proxy.stop();
}, 30_000);

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGINT') {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'exit');
  child.kill(signal);
  const [code] = (await closed) as [number | null];
  return code;
}

const upload = async (bucket: string, name: string) => {
  const client = new OSS({
    endpoint: `http://localhost:${ports['OSS_PORT'] ?? ''}`,
    sldEnable: true,
    bucket,
    accessKeyId: 'local-access-key',
    accessKeySecret: 'local-access-secret',
  } as OSS.Options);
  const { data } = (await client.put(name, Buffer.from('hello'), {
    callback: {
      url: `http://127.0.0.1:${ports['HTTP_PORT'] ?? ''}/oss/callback?from=ali-oss&empty=`,
      body: 'bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}&reqId=${reqId}',
    },
  })) as { data: unknown };
  expect(data).toEqual({ Status: 'OK' });
};

/** Asks until there is an answer: on a busy machine the database may take longer than a command waits for it. */
async function ask<T>(...argv: string[]): Promise<T> {
  const env = {
    STORE: 'postgres',
    DATABASE_URL: databaseUrl,
    QUEUE: 'fc',
    FC_WORKER: 'worker',
    FC_ENDPOINT: `http://127.0.0.1:${ports['FC_PORT'] ?? ''}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.local',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local',
    ALIBABA_CLOUD_SECURITY_TOKEN: 'local',
  };
  const printed = await until(
    `an answer to ${argv.join(' ')}`,
    async () => (await runCommand([...argv, '--json'], { env })).stdout || undefined,
    60_000,
    ASK_EVERY_MS,
  );
  return JSON.parse(printed) as T;
}

const processed = (bucket: string) =>
  until(
    'the upload to be processed',
    async () => {
      const { uploads } = await ask<{ uploads: { status: string; object: string }[] }>(
        'uploads',
        'list',
        '--bucket',
        bucket,
      );
      return uploads[0]?.status === 'processed' ? uploads : undefined;
    },
    60_000,
    ASK_EVERY_MS,
  );

/** The processes that serve functions, found by their parent, and by which file they run. */
function functionPids(file = 'handlers/fc/'): number[] {
  const pids = readdirSync('/proc').filter((name) => {
    try {
      const { 3: parent } = readFileSync(join('/proc', name, 'stat'), 'latin1')
        .replace(/\(.*\)/, 'x')
        .split(' ');
      return (
        parent === String(stack.child.pid) && readFileSync(join('/proc', name, 'cmdline'), 'latin1').includes(file)
      );
    } catch {
      return false;
    }
  });
  return pids.map(Number);
}

/** Works on the database, beside those who use it. */
async function onDatabase(statement: string): Promise<void> {
  const database = openTestDatabase(databaseUrl);
  await database.run(statement);
  await database.close();
}

describe('npm run start:fc', () => {
  it('processes an upload of ali-oss once, in PostgreSQL', async () => {
    await upload('holiday-pictures', '中文 sea.txt');
    const uploads = await processed('holiday-pictures');
    expect(uploads).toHaveLength(1);
    expect(uploads[0]).toMatchObject({ object: '中文 sea.txt' });
    expect(await ask('stats', '--bucket', 'holiday-pictures')).toMatchObject({ total: { uploads: 1, bytes: 5 } });
  }, 120_000);

  it.each([
    ['while it records', /INSERT INTO oss_uploads/],
    ['while it counts', /INSERT INTO oss_statistics/],
  ])(
    'completes an upload whose worker was killed %s, and counts it once',
    async (name, statement) => {
      const bucket = `killed-${name.replaceAll(' ', '-')}`;
      const held = proxy.holdAt(statement);
      await upload(bucket, 'a.txt');
      await held;
      process.kill(functionPids('worker-server')[0]!, 'SIGKILL');
      proxy.goOn();
      await processed(bucket);
      expect(await ask('stats', '--bucket', bucket)).toMatchObject({ total: { uploads: 1, bytes: 5 } });
    },
    180_000,
  );

  it('keeps what it cannot process, and processes it once when it is mended and told to', async () => {
    await onDatabase('ALTER TABLE oss_statistics RENAME TO oss_broken');
    await upload('poisoned', 'a.txt');
    const { deadLetters } = await until(
      'a dead letter',
      async () => {
        const found = await ask<{ deadLetters: object[] }>('dlq', 'list');
        return found.deadLetters.length > 0 ? found : undefined;
      },
      120_000,
      ASK_EVERY_MS,
    );
    expect(deadLetters).toEqual([
      expect.objectContaining({
        upload: expect.objectContaining({ bucket: 'poisoned', object: 'a.txt' }) as object,
        failure: expect.objectContaining({
          step: 'statistics',
          error: expect.objectContaining({ message: 'relation "oss_statistics" does not exist' }) as object,
        }) as object,
        reason: 'UnhandledInvocationError: the message is to be delivered again',
      }),
    ]);
    await onDatabase('ALTER TABLE oss_broken RENAME TO oss_statistics');
    expect(await ask('dlq', 'redrive')).toEqual({ moved: 1, ended: true });
    await processed('poisoned');
    expect(await ask('stats', '--bucket', 'poisoned')).toMatchObject({ total: { uploads: 1, bytes: 5 } });
    expect(await ask('dlq', 'list')).toEqual({ total: 0, deadLetters: [] });
  }, 240_000);

  it('names a port that is in use', async () => {
    const second = spawn(process.execPath, ['--import', 'tsx', 'lib/local/fc/main.ts'], {
      env: { PATH: process.env['PATH'], ...ports, LOCAL_DIR: join(dir, 'second') },
    });
    let said = '';
    second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).toBe(1);
    expect(said).toContain(`Port ${ports['HTTP_PORT'] ?? ''} of 127.0.0.1, for callbacks, is in use.`);
    expect(said).toContain('HTTP_PORT=');
  }, 120_000);

  it(
    'keeps what it had when it is stopped and started again',
    async () => {
      expect(await end(stack.child, 'SIGINT')).toBe(0);
      stack = startStack();
      await ready();
      expect(await ask('stats', '--bucket', 'holiday-pictures')).toMatchObject({ total: { uploads: 1 } });
    },
    START_MS,
  );

  it('leaves no function behind where it is killed', async () => {
    const pids = functionPids();
    expect(pids).toHaveLength(3);
    stack.child.kill('SIGKILL');
    await until('the functions to end', () => pids.every((pid) => !existsSync(`/proc/${pid}`)), 30_000);
  }, 60_000);
});
