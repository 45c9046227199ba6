import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readQueueConfig } from '../../../lib/config.ts';
import { readFcCredentials } from '../../../lib/fc/credentials.ts';
import { LOCAL_ROLE, WORKER_NAMES } from '../../../lib/local/fc/fc-environment.ts';
import { localQueueUrl, startLocalQueues, type LocalQueues } from '../../../lib/local/local-queues.ts';
import { encodeMessage } from '../../../lib/queue/upload-message.ts';
import { createDynamoDbFactStore } from '../../../lib/store/dynamodb-fact-store.ts';
import { createDynamoDbUploadStore } from '../../../lib/store/dynamodb-upload-store.ts';
import { createWorker } from '../../../lib/worker/create-worker.ts';
import { startDynalite, type TestDynamoDb } from '../../helpers/dynalite.ts';
import { freePort } from '../../helpers/free-port.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { RECEIVED_AT, uploadId, uploadMessage } from '../../helpers/upload-messages.ts';

const clock = () => Date.parse(RECEIVED_AT) + 1_000;
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const DEAD = { logicalId: 'Dead', name: 'x-dev-DeadLetterQueue', arn: arnOf('x-dev-DeadLetterQueue'), attributes: {} };
const redrive = { deadLetterArn: DEAD.arn, maxReceiveCount: 2 };
const UPLOADS = {
  logicalId: 'Uploads',
  name: 'x-dev-UploadsQueue',
  arn: arnOf('x-dev-UploadsQueue'),
  attributes: {
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD.arn, maxReceiveCount: 2 }),
  },
  redrive,
};

const dir = tempDir();
let dynamoDb: TestDynamoDb;
let queues: LocalQueues;
let client: SQSClient;
let queueUrl: string;
let env: Record<string, string>;
let table: string;
let broken = true;

beforeAll(async () => {
  dynamoDb = await startDynalite();
  table = await dynamoDb.createTable('x-dev-UploadsTable');
  const port = await freePort();
  queues = await startLocalQueues({ port, region: 'us-east-1', dir, queues: [UPLOADS, DEAD] });
  queueUrl = localQueueUrl(port, UPLOADS);
  client = new SQSClient({
    endpoint: queues.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  env = { DYNAMODB_PORT: new URL(dynamoDb.endpoint).port, SQS_PORT: String(port) };
  await send(encodeMessage(uploadMessage('a', { upload: { bucket: 'b', object: 'a\u001b.png' } }), 1_000_000));
  await send('no message');
  await workOff();
});
afterAll(async () => {
  client.destroy();
  await queues.stop();
  await dynamoDb.stop();
});

const send = (body: string) => client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));

/** Hands over what is in the queue until nothing is: what fails goes to the dead letters. */
async function workOff(): Promise<void> {
  const notify = {
    name: 'notify',
    run: () => {
      if (broken) throw new Error('the other side says 500');
      return {};
    },
  };
  const work = createWorker({
    store: createDynamoDbUploadStore({ client: dynamoDb.client, table, clock }),
    facts: createDynamoDbFactStore({ client: dynamoDb.client, table }),
    clock,
    steps: [notify],
  });
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    if (Messages.length === 0) return;
    const records = Messages.map(({ MessageId = '', Body = '', Attributes }) => ({
      id: MessageId,
      body: Body,
      attempt: Number(Attributes?.ApproximateReceiveCount),
    }));
    const { failedIds } = await work(records);
    for (const { MessageId = '', ReceiptHandle } of Messages) {
      if (failedIds.includes(MessageId)) continue;
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}

const local = (...argv: string[]) => runCommand([...argv, '--local'], { env, clock });

describe('dlq', () => {
  it('lists dead letters, each with why it failed last', async () => {
    const { exitCode, stdout, stderr } = await local('dlq', 'list');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^SENT +ID +OBJECT +REASON\n/);
    expect(stdout).toContain('b/a\\u{1b}.png  notify: Error: the other side says 500\n');
    expect(stdout).toContain('-              ERR_MESSAGE_INVALID: the message is not JSON\n');
    const listed = JSON.parse((await local('dlq', 'list', '--json')).stdout) as { deadLetters: unknown[] };
    expect(listed).toMatchObject({ total: 2 });
    expect(listed.deadLetters).toContainEqual(
      expect.objectContaining({
        upload: { id: uploadId('a'), receivedAt: RECEIVED_AT, bucket: 'b', object: 'a\u001b.png' },
        failure: {
          at: '2026-11-02T10:20:31.400Z',
          attempt: 2,
          step: 'notify',
          error: { name: 'Error', message: 'the other side says 500' },
        },
      }),
    );
  });

  it('lists as many as it is told, and says that there are more', async () => {
    const { stdout, stderr } = await local('dlq', 'list', '--limit', '1');
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toBe('About 2 in all.\n');
  });

  it('shows one, by its own id or that of its upload', async () => {
    const { exitCode, stdout } = await local('dlq', 'show', uploadId('a'));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^attempt +2$/m);
    expect(stdout).toMatch(/^message +\{"v":1,/m);
    const { id } = JSON.parse((await local('dlq', 'show', uploadId('a'), '--json')).stdout) as { id: string };
    expect(JSON.parse((await local('dlq', 'show', id, '--json')).stdout)).toMatchObject({ upload: { bucket: 'b' } });
    const listed = JSON.parse((await local('dlq', 'list', '--json')).stdout) as {
      deadLetters: { id: string; upload?: object }[];
    };
    const unreadable = listed.deadLetters.find(({ upload }) => upload === undefined)!;
    const shown = await local('dlq', 'show', unreadable.id);
    expect(shown.stdout).toMatch(/^what to do +Deploy the worker before the receiver/m);
  });

  it('finds none of another id', async () => {
    expect(await local('dlq', 'show', 'other')).toMatchObject({
      exitCode: 1,
      stderr: 'No dead letter other among the 2 that the queue showed.\n',
    });
  });

  it('hands all to the worker again, once the cause is mended', async () => {
    broken = false;
    expect(await local('dlq', 'redrive')).toMatchObject({ exitCode: 0, stdout: '2 handed to the worker again.\n' });
    await workOff();
    const left = JSON.parse((await local('dlq', 'list', '--json')).stdout) as { deadLetters: { body: string }[] };
    expect(left.deadLetters.map(({ body }) => body)).toEqual(['no message']);
    const upload = JSON.parse((await local('uploads', 'show', uploadId('a'), '--json')).stdout) as { status: string };
    expect(upload.status).toBe('processed');
    expect(JSON.parse((await local('dlq', 'redrive', '--json')).stdout)).toEqual({ moved: 1, ended: true });
  });

  it('reads the queue and the table that the environment names', async () => {
    const stated = {
      QUEUE: 'sqs',
      QUEUE_URL: queueUrl,
    };
    const keys = ['AWS_ENDPOINT_URL_SQS', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
    const before = keys.map((key) => [key, process.env[key]] as const);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SQS: queues.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
    try {
      const { exitCode, stderr } = await runCommand(['dlq', 'list', '--json'], { env: stated, clock });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: 'Without STORE and UPLOADS_TABLE it is not known why they failed.\n',
      });
    } finally {
      for (const [key, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, key);
        else process.env[key] = value;
      }
    }
  });

  it.each([
    { name: 'as it comes', stated: {}, port: 9100 },
    { name: 'with settings of its own', stated: { FC_PORT: '9191', FC_API: '2' }, port: 9191 },
  ])('names all that the dead letters of `npm run start:fc` take, $name', async ({ stated, port }) => {
    const given = { SQS_PORT: '1', DYNAMODB_PORT: '1', ...stated };
    const { exitCode, stderr } = await runCommand(['dlq', 'list', '--local'], { env: given, clock });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('and the DATABASE_URL that it prints instead of --local; where it prints another address');
    const advised: Record<string, string> = {};
    for (const [, name = '', value = ''] of stderr.matchAll(/([A-Z_]+)=(\S+)/g)) advised[name] = value;
    const { accessKeyId, accessKeySecret, securityToken } = readFcCredentials(advised);
    expect({ accessKeyId, accessKeySecret, securityToken }).toEqual(LOCAL_ROLE);
    expect(readQueueConfig({ ...given, ...advised })).toMatchObject({
      api: 3,
      worker: WORKER_NAMES[3],
      endpoint: `http://127.0.0.1:${port}`,
    });
    expect(advised['STORE']).toBe('postgres');
  });

  it.each([
    [{}, 'QUEUE must be stated: sqs or fc; or use --local for that of a running `npm start`'],
    [
      { QUEUE: 'fc', FC_WORKER: 'w', FC_ENDPOINT: 'http://a' },
      'STORE must be stated: postgres; or use --local for that of a running `npm start`',
    ],
    [
      { QUEUE: 'fc', FC_WORKER: 'w', FC_ENDPOINT: 'http://a', STORE: 'dynamodb', UPLOADS_TABLE: 't' },
      'STORE must be postgres, got "dynamodb"; or use --local for that of a running `npm start`',
    ],
    [{ QUEUE: 'discard' }, 'QUEUE must be sqs or fc, got "discard"; or use --local for that of a running `npm start`'],
    [
      { QUEUE: 'sqs', QUEUE_URL: 'http://a', STORE: 'memory' },
      'STORE must be dynamodb or postgres, got "memory", which ends with the process that writes it; or use --local for that of a running `npm start`',
    ],
  ])('says what it needs: %j', async (stated, message) => {
    expect(await runCommand(['dlq', 'list'], { env: stated, clock })).toMatchObject({
      exitCode: 2,
      stderr: `oss-callback: ${message}\n`,
    });
  });
});

describe('uploads forget', () => {
  it('erases an upload, once, and says so', async () => {
    expect(await local('uploads', 'forget', uploadId('a'))).toMatchObject({
      exitCode: 0,
      stdout: `Forgotten: ${uploadId('a')}\n`,
    });
    expect((await local('uploads', 'show', uploadId('a'))).exitCode).toBe(1);
    const again = await local('uploads', 'forget', uploadId('a'), '--json');
    expect(again).toMatchObject({ exitCode: 1, stdout: `{"id":"${uploadId('a')}","forgotten":false}\n` });
    expect(JSON.parse((await local('stats', '--json')).stdout)).toMatchObject({ total: { uploads: 1 } });
  });

  it('takes nothing for an id that is none', async () => {
    expect((await local('uploads', 'forget', 'a')).exitCode).toBe(2);
  });

  it('erases nothing from the memory of another process', async () => {
    const { exitCode, stderr } = await runCommand(['uploads', 'forget', uploadId('a')], {
      env: { STORE: 'memory' },
      clock,
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'oss-callback: STORE must be dynamodb or postgres, got "memory", which ends with the process that writes it; or use --local for that of a running `npm start`\n',
    });
  });
});
