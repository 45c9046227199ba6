import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { openUploadReader, openUploadStore } from '../../lib/store/open-store.ts';
import { startDynalite, type TestDynamoDb } from '../helpers/dynalite.ts';
import { uploadId, uploadRecord } from '../helpers/upload-messages.ts';

const clock = () => Date.parse('2026-11-02T10:30:00Z');
const VARIABLES = ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;

describe('openUploadStore and openUploadReader', () => {
  let dynamoDb: TestDynamoDb;
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  beforeAll(async () => {
    dynamoDb = await startDynalite();
    Object.assign(process.env, Object.fromEntries(VARIABLES.map((name) => [name, 'eu-central-1'])));
  });
  afterAll(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await dynamoDb.stop();
  });

  it('open the table where the SDK is told to look for it', async () => {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = dynamoDb.endpoint;
    const config = { kind: 'dynamodb', table: await dynamoDb.createTable() } as const;
    const store = await openUploadStore(config, { clock });
    await store.record(uploadRecord('a'));
    const reader = await openUploadReader(config, { clock });
    expect((await reader.get(uploadId('a')))?.record).toEqual(uploadRecord('a'));
  });

  it('open a memory of their own, which no other process can read', async () => {
    const store = await openUploadStore({ kind: 'memory' }, { clock });
    expect(await store.record(uploadRecord('a'))).toMatchObject({ done: false });
    expect(await store.record(uploadRecord('a'))).toMatchObject({ done: false, record: uploadRecord('a') });
    await expect(openUploadReader({ kind: 'memory' }, { clock })).rejects.toThrow(ConfigInvalidError);
  });

  it('give a table up that does not answer, well before the worker must', async () => {
    const silent: Server = createServer((socket) => socket.on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const store = await openUploadStore({ kind: 'dynamodb', table: 'uploads' }, { clock });
    const startedAt = Date.now();
    await expect(store.record(uploadRecord('a'))).rejects.toThrow();
    expect(Date.now() - startedAt).toBeLessThan(14_000);
    silent.close();
  });
});
