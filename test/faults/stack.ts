import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { localQueueUrl, startLocalQueues } from '../../lib/local/local-queues.ts';
import { createDynamoDbUploadReader } from '../../lib/store/dynamodb-upload-reader.ts';
import type { UploadReader } from '../../lib/store/upload-reader.ts';
import { startSimulator } from '../../lib/simulator/start-simulator.ts';
import { runForResult, startServerProcess, type ServerProcess } from '../bench/processes.ts';
import { keyPair, PATH, signedCallback, uploadedObject } from '../bench/signed-events.ts';
import { startDynalite } from '../helpers/dynalite.ts';
import { freePort } from '../helpers/free-port.ts';
import { createOssClient } from '../helpers/oss-client.ts';
import { localSqs, type LocalSqs } from '../helpers/local-sqs.ts';
import { startFaultyProxy, type FaultyProxy } from './faulty-proxy.ts';

/** A receiver and a worker, each a real process, and what they ask, each behind a faulty proxy. */
export interface Stack {
  readonly queue: FaultyProxy;
  readonly table: FaultyProxy;
  readonly keyHost: FaultyProxy;
  /** Asked by a worker that confirms. */
  readonly oss: FaultyProxy;
  /** Between OSS and the receiver. */
  readonly network: FaultyProxy;
  readonly sqs: LocalSqs;
  readonly reader: UploadReader;
  /** Stores the object of upload `index` and sends its callback as OSS does: once, waiting 5 s. 0 where no answer came. */
  send(index: number): Promise<number>;
  startReceiver(options?: ReceiverOptions): Promise<void>;
  startWorker(options?: WorkerOptions): Promise<void>;
  /** Looks once for uploads whose callback was lost; gives how many it enqueued. */
  reconcile(): Promise<number>;
  killReceiver(): Promise<void>;
  killWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** How a worker is started. */
export interface WorkerOptions {
  /** Whether it asks OSS before it counts an upload. Default: it does not. */
  readonly confirms?: boolean;
}

/** How a receiver is started. */
export interface ReceiverOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** `gone`: who read its log lines has ended; `stalled`: he reads no more; `full`: they go to a disk that is full. Default: there are none. */
  readonly log?: 'gone' | 'stalled' | 'full' | undefined;
}

const OSS_WAITS_MS = 5_000;
// Each is refused with a line; together they are more than what lies in the buffers between two processes.
const LINES_TO_FILL = 4_000;
const OSS_REGION = 'cn-hangzhou';
const RECONCILE = {
  RECONCILE_PREFIXES: `${uploadedObject(0).bucket}/`,
  RECONCILE_MIN_AGE_MINUTES: '0',
};
const queues = ['uploads'].map((name) => ({
  logicalId: name,
  name,
  arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
  attributes: {},
}));

/** Starts everything but the receiver and the worker. */
export async function startStack(): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'oss-callback-faults-'));
  await writeFile(join(dir, 'key.pem'), keyPair.publicKey);
  const sqsPort = await freePort();
  const sqs = await startLocalQueues({ port: sqsPort, region: 'us-east-1', dir, queues });
  const dynamodb = await startDynalite();
  const table = await dynamodb.createTable();
  const keyServer = await startKeyServer();
  const { port: keyPort } = keyServer.address() as AddressInfo;
  const tablePort = Number(new URL(dynamodb.endpoint).port);
  const oss = await startSimulator({ port: 0 });
  const bucket = createOssClient({
    ...oss.credentials,
    endpoint: oss.url,
    region: `oss-${OSS_REGION}`,
    bucket: uploadedObject(0).bucket,
  });
  const running = new Map<'receiver' | 'worker', ServerProcess>();
  const proxies = {
    queue: await startFaultyProxy(() => sqsPort),
    table: await startFaultyProxy(() => tablePort),
    keyHost: await startFaultyProxy(() => keyPort),
    oss: await startFaultyProxy(() => oss.port),
    network: await startFaultyProxy(() => running.get('receiver')?.port ?? 1),
  };
  const env = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    LOG_LEVEL: 'silent',
    QUEUE: 'sqs',
    STORE: 'dynamodb',
    UPLOADS_TABLE: table,
    KEY_HOST: proxies.keyHost.url,
    AWS_ENDPOINT_URL_DYNAMODB: proxies.table.url,
  };
  const kill = async (name: 'receiver' | 'worker'): Promise<void> => {
    await running.get(name)?.stop();
    running.delete(name);
  };
  const receiverEnv = {
    ...env,
    AWS_ENDPOINT_URL_SQS: proxies.queue.url,
    QUEUE_URL: localQueueUrl(sqsPort, { name: 'uploads' }),
    OSS_PUB_KEY_FILE: join(dir, 'key.pem'),
  };
  const workerEnv = {
    ...env,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    QUEUE_URL: localQueueUrl(sqsPort, { name: 'uploads' }),
  };
  const ossEnv = {
    OSS_REGION,
    OSS_ENDPOINT: proxies.oss.url,
    OSS_CREDENTIALS: JSON.stringify(oss.credentials),
  };
  return {
    ...proxies,
    sqs: localSqs(localQueueUrl(sqsPort, { name: 'uploads' })),
    reader: createDynamoDbUploadReader({ client: dynamodb.client, table, clock: Date.now }),
    async send(index) {
      const { key, content } = uploadedObject(index);
      await bucket.put(key, content);
      return send(proxies.network.port, index);
    },
    async startReceiver({ env: more, log } = {}) {
      const args = ['--import', './test/faults/receiver-preload.mjs', 'dist/handlers/node/server.js'];
      const logEnv = log === undefined ? {} : { LOG_LEVEL: 'info' };
      const logFile = log === 'full' ? '/dev/full' : undefined;
      // Where it cannot print its port, it has to be told.
      const PORT = log === 'full' ? String(await freePort()) : '0';
      const receiver = await startServerProcess(args, { ...receiverEnv, ...logEnv, ...more, PORT }, { logFile });
      if (log === 'gone') receiver.child.stdout?.destroy();
      if (log === 'stalled') {
        receiver.child.stdout?.pause();
        await fillLog(receiver.port);
      }
      running.set('receiver', receiver);
    },
    async startWorker({ confirms = false } = {}) {
      const args = ['--import', 'tsx', 'test/faults/worker-process.ts'];
      running.set(
        'worker',
        await startServerProcess(args, confirms ? { ...workerEnv, ...ossEnv, TRUST: 'confirm' } : workerEnv),
      );
    },
    async reconcile() {
      const args = ['--import', 'tsx', 'test/faults/reconcile-process.ts'];
      const { enqueued } = await runForResult<{ enqueued: number }>(args, { ...workerEnv, ...ossEnv, ...RECONCILE });
      return enqueued;
    },
    killReceiver: () => kill('receiver'),
    killWorker: () => kill('worker'),
    async stop() {
      await Promise.all([kill('receiver'), kill('worker')]);
      await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()));
      keyServer.close();
      await Promise.all([sqs.stop(), dynamodb.stop(), oss.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function startKeyServer(): Promise<Server> {
  const server = createServer((_request, response) => response.end(keyPair.publicKey));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** The id that the receiver gives to the upload `index`. */
export const uploadIdOf = (index: number): string =>
  createHash('sha256').update(signedCallback(index).body).digest('hex');

async function send(port: number, index: number): Promise<number> {
  const { headers, body } = signedCallback(index);
  const { authorization = '', 'x-oss-pub-key-url': url = '' } = headers;
  try {
    const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
      method: 'POST',
      headers: { authorization, 'x-oss-pub-key-url': url, 'content-type': 'application/json', connection: 'close' },
      body,
      signal: AbortSignal.timeout(OSS_WAITS_MS),
    });
    // OSS takes nothing but JSON for an answer, and shows the uploader 203.
    const isJson = response.headers.get('content-type') === 'application/json';
    await response.text();
    return isJson ? response.status : 203;
  } catch {
    return 0;
  }
}

/** Has the receiver log more than fits the pipe to who reads its lines. */
async function fillLog(port: number): Promise<void> {
  const ask = (): Promise<unknown> => fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(OSS_WAITS_MS) });
  await pMap(Array.from({ length: LINES_TO_FILL }), () => ask().catch(() => undefined), { concurrency: 64 });
}
