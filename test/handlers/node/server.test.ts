import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CREDENTIALS, silence, startFakeSqs } from '../../helpers/fake-sqs.ts';
import { buildServer, startServerProcess, type ServerProcess } from '../../helpers/server-process.ts';
import { generateKey, signedRequest } from '../../helpers/signed-request.ts';
import { until } from '../../helpers/until.ts';
import { genuine, vectors, type Vector } from '../../helpers/vectors.ts';

const MEMORY = { QUEUE: 'memory', STORE: 'memory', PORT: '0' };
let server: Awaited<ReturnType<typeof buildServer>>;
const started: ServerProcess[] = [];

beforeAll(async () => {
  server = await buildServer();
});
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await server.remove();
});

function start(env: Record<string, string>): ServerProcess {
  const running = startServerProcess(server.file, env);
  started.push(running);
  return running;
}
function post(url: string, { path, query, headers, body }: Vector): Promise<Response> {
  const { authorization = '', 'x-oss-pub-key-url': keyUrl = '' } = headers;
  return fetch(`${url}${path}${query}`, {
    method: 'POST',
    body,
    headers: { authorization, 'x-oss-pub-key-url': keyUrl },
  });
}
const isHandled = ({ msg }: Record<string, unknown>): boolean => msg === 'upload processed';

describe('npm run serve', () => {
  it.concurrent('answers the vectors without a network, and works on them in the same process', async () => {
    const running = start(MEMORY);
    const url = await running.url();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const statuses = await Promise.all(vectors.map((vector) => post(url, vector).then(({ status }) => status)));
    expect(statuses).toEqual(vectors.map(({ expected }) => (expected === 'valid' ? 200 : 400)));
    expect(running.lines()[0]).toMatchObject({ level: 'warn', msg: expect.stringContaining('not durable') as string });
    await until('the worker', () => running.lines().filter(isHandled).length === genuine.length);
    running.child.kill('SIGTERM');
    expect(await running.exited).toBe(0);
    expect(running.stderr()).toBe('');
  });

  it.concurrent.each(['SIGTERM', 'SIGINT'] as const)('finishes what it has begun on %s', async (signal) => {
    const sqs = await startFakeSqs();
    sqs.behave(silence, (response) => {
      response.end('{"Successful":[{"Id":"0","MessageId":"m-1"}]}');
    });
    const running = start({
      QUEUE: 'sqs',
      QUEUE_URL: `${sqs.endpoint}/000000000000/uploads`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
      PORT: '0',
      // All that a busy machine can have: the first call of SQS alone takes 1.2 s of it.
      ACK_BUDGET_MS: '4900',
    });
    const url = await running.url();
    // SQS is silent at first: the request is under way when the signal comes, and ends well after it.
    const reply = post(url, genuine[0]!);
    await until('a call of SQS', () => sqs.calls.length === 1);
    running.child.kill(signal);
    running.child.kill(signal);
    expect((await reply).status).toBe(200);
    expect(await running.exited).toBe(0);
    expect(sqs.calls.length).toBeGreaterThan(1);
    expect(sqs.calls.every(({ isSigned }) => isSigned)).toBe(true);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await sqs.stop();
  });

  it.concurrent('works on what is still queued before it ends', async () => {
    const key = generateKey();
    const file = join(server.file, '..', 'flush.pem');
    await writeFile(file, key.publicKey);
    const running = start({ ...MEMORY, OSS_PUB_KEY_FILE: file });
    const url = await running.url();
    const posted = Array.from({ length: 200 }, async (_, index) => {
      const { path, headers, body } = signedRequest({ key, body: `bucket=b&object=${index}` });
      const { authorization = '', 'x-oss-pub-key-url': keyUrl = '' } = headers;
      return fetch(url + path, { method: 'POST', body, headers: { authorization, 'x-oss-pub-key-url': keyUrl } });
    });
    expect(new Set((await Promise.all(posted)).map(({ status }) => status))).toEqual(new Set([200]));
    running.child.kill('SIGTERM');
    expect(await running.exited).toBe(0);
    expect(running.lines().filter(isHandled)).toHaveLength(200);
  });

  it.concurrent('drops everything with QUEUE=discard, and says so', async () => {
    const running = start({ QUEUE: 'discard', PORT: '0', LOG_LEVEL: 'warn' });
    expect((await post(await running.url(), genuine[0]!)).status).toBe(200);
    const lines = running.lines();
    expect(lines[0]).toMatchObject({ level: 'warn', msg: expect.stringContaining('dropped') as string });
    expect(lines.at(-1)).toMatchObject({ level: 'info', msg: 'listening', queue: 'discard' });
    running.child.kill('SIGTERM');
    expect(await running.exited).toBe(0);
  });

  it.concurrent('takes a callback on one path only where that is set', async () => {
    const running = start({ ...MEMORY, CALLBACK_PATH: '/index.php', LOG_LEVEL: 'silent' });
    const url = await running.url();
    const statuses = await Promise.all(genuine.map((vector) => post(url, vector).then(({ status }) => status)));
    expect(statuses).toEqual(genuine.map(({ path }) => (path === '/index.php' ? 200 : 404)));
    expect(running.lines().map(({ msg }) => msg)).toEqual(['listening']);
    running.child.kill('SIGTERM');
    await running.exited;
  });

  it.concurrent('keeps nothing of bodies of 50 MiB, and lets their senders read why', async () => {
    const running = start({ QUEUE: 'discard', PORT: '0', LOG_LEVEL: 'silent' });
    const url = await running.url();
    await post(url, genuine[0]!);
    const before = await running.residentBytes();
    const chunk = new Uint8Array(1_048_576);
    const chunked = (): ReadableStream<Uint8Array> => {
      let sent = 0;
      return new ReadableStream({
        pull(controller) {
          if ((sent += 1) > 50) controller.close();
          else controller.enqueue(chunk);
        },
      });
    };
    const whole = new Uint8Array(50 * chunk.length);
    for (const body of [whole, chunked(), whole, chunked(), whole, chunked()]) {
      const response = await fetch(url, { method: 'POST', body, duplex: 'half' });
      expect(response.status).toBe(413);
      expect(response.headers.get('content-length')).not.toBeNull();
      expect(response.headers.get('transfer-encoding')).toBeNull();
      expect(await response.json()).toMatchObject({ Code: 'TooLarge' });
      // 300 MiB in all; what stays is the collector's and the sockets'.
      expect((await running.residentBytes()) - before).toBeLessThan(48 * 1_048_576);
    }
    running.child.kill('SIGTERM');
    await running.exited;
  });
});

describe('a start that goes wrong', () => {
  it.concurrent.each<[string, Record<string, string>, string | RegExp]>([
    ['no queue', { STORE: 'memory' }, 'QUEUE must be stated: one of sqs, fc, memory, discard'],
    ['no store beside the worker', { QUEUE: 'memory' }, 'STORE must be stated: one of dynamodb, postgres, memory'],
    ['another queue', { ...MEMORY, QUEUE: 'redis' }, 'QUEUE must be one of sqs, fc, memory, discard, got "redis"'],
    ['no URL of the queue', { QUEUE: 'sqs' }, 'QUEUE_URL must be stated where QUEUE is sqs'],
    [
      'no region',
      { QUEUE: 'sqs', QUEUE_URL: 'http://localhost:9324/0/q' },
      'AWS_REGION must be stated where QUEUE_URL does not name one',
    ],
    [
      'an endpoint that is none',
      { QUEUE: 'sqs', QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/1/q', AWS_ENDPOINT_URL: 'localhost:1' },
      'AWS_ENDPOINT_URL must be an http or https URL, got "localhost:1"',
    ],
    ['a port that is none', { ...MEMORY, PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, got "http"'],
    [
      'a budget that is none',
      { ...MEMORY, ACK_BUDGET_MS: '3s' },
      'ACK_BUDGET_MS must be a whole number from 100 to 4900, got "3s"',
    ],
    [
      'a host that is not here',
      { ...MEMORY, HOST: '192.0.2.1' },
      'HOST must be an address of this machine, got "192.0.2.1"',
    ],
    [
      'a key that is not there',
      { ...MEMORY, OSS_PUB_KEY_FILE: '/nowhere.pem' },
      'OSS_PUB_KEY_FILE must be a readable PEM file, got "/nowhere.pem"',
    ],
    [
      'a key file without a key',
      { ...MEMORY, OSS_PUB_KEY_FILE: 'package.json' },
      'OSS_PUB_KEY_FILE must hold keys in PEM, got none in "package.json"',
    ],
  ])('ends with 1 and one line that says so: %s', async (_name, env, message) => {
    const running = start(env);
    expect(await running.exited).toBe(1);
    expect(running.stderr()).toBe(`${message as string}\n`);
  });

  it.concurrent('names the port that is in use, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const running = start({ ...MEMORY, PORT: String(port) });
    expect(await running.exited).toBe(1);
    expect(running.stderr()).toBe(
      `PORT ${port} of 127.0.0.1 is in use: stop what listens there, or set PORT to another\n`,
    );
    other.close();
  });
});
