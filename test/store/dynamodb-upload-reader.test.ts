import { createDynamoDbUploadReader } from '../../lib/store/dynamodb-upload-reader.ts';
import { createDynamoDbUploadStore } from '../../lib/store/dynamodb-upload-store.ts';
import { startDynalite, type TestDynamoDb } from '../helpers/dynalite.ts';
import { RECEIVED_AT, uploadId, uploadRecord } from '../helpers/upload-messages.ts';
import { watchClient, type WatchedRequest } from '../helpers/watch-client.ts';

const HOURS_LATER = Date.parse(RECEIVED_AT) + 5 * 3_600_000;

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynalite();
});
afterAll(async () => {
  await dynamoDb.stop();
});

async function setUp({ clock = () => HOURS_LATER } = {}) {
  const table = await dynamoDb.createTable();
  const requests: string[] = [];
  let watch: (request: WatchedRequest) => unknown = () => undefined;
  const client = watchClient(dynamoDb.client, (request) => {
    requests.push(request.name);
    return watch(request);
  });
  const store = createDynamoDbUploadStore({ client: dynamoDb.client, table, clock });
  const count = async (seed: string, mimeType = 'image/jpeg') => {
    const { id, receivedAt } = uploadRecord(seed);
    await store.record(uploadRecord(seed));
    await store.count({ id, bucket: 'holiday-pictures', receivedAt, mimeType, size: 1, accepted: true });
  };
  return {
    table,
    store,
    count,
    requests,
    reader: createDynamoDbUploadReader({ client, table, clock }),
    setWatch: (next: (request: WatchedRequest) => unknown) => {
      watch = next;
    },
  };
}

const isRollupPut = ({ name, input }: WatchedRequest): boolean =>
  name === 'PutItemCommand' && JSON.stringify(input).includes('rollup#');

describe('createDynamoDbUploadReader', () => {
  it('reads no entry of an hour again whose totals it keeps', async () => {
    const { count, reader, requests } = await setUp({ clock: () => HOURS_LATER + 24 * 3_600_000 });
    await count('a');
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
    expect(requests.filter((name) => name === 'PutItemCommand')).toHaveLength(24);
    requests.length = 0;
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
    expect(requests).toEqual(['QueryCommand', 'QueryCommand']);
  });

  it('keeps no totals of an hour that is not over', async () => {
    const { count, reader, requests } = await setUp({ clock: () => Date.parse('2026-11-02T11:14:59.999Z') });
    await count('a');
    await reader.statistics({});
    expect(requests.filter((name) => name === 'PutItemCommand')).toHaveLength(10);
  });

  it('does not keep totals that miss an entry which came in while they were made', async () => {
    const { count, reader, setWatch } = await setUp();
    await count('a');
    let late: Promise<void> | undefined;
    setWatch(async (request) => {
      if (isRollupPut(request)) await (late ??= count('late'));
    });
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
    expect(late).toBeDefined();
    expect(await reader.statistics({})).toMatchObject([{ uploads: 2 }]);
  });

  it('answers the same where it may not write', async () => {
    const { count, reader, setWatch, requests } = await setUp();
    await count('a');
    setWatch((request) => {
      if (request.name === 'PutItemCommand') throw new Error('AccessDeniedException');
    });
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
    expect(requests).toContain('PutItemCommand');
  });

  it('makes totals anew that are too many for an item', async () => {
    const { count, reader, setWatch } = await setUp();
    const rollups: unknown[] = [];
    setWatch((request) => {
      if (isRollupPut(request)) rollups.push(request.input);
    });
    for (let index = 0; index < 800; index += 1) await count(`n${index}`, `${'x'.repeat(100)}/${index}`);
    expect(await reader.statistics({})).toHaveLength(800);
    expect(JSON.stringify(rollups)).not.toContain('xxx');
  });

  it('asks again for what a busy table left unread, and gives up in the end', async () => {
    const { count, reader, setWatch, requests, table } = await setUp();
    await count('a');
    let refusals = 2;
    setWatch(({ name, input }) => {
      if (name !== 'BatchGetItemCommand' || (refusals -= 1) < 0) return undefined;
      return { UnprocessedKeys: (input as { RequestItems: unknown }).RequestItems };
    });
    expect((await reader.list({ limit: 5 })).uploads).toHaveLength(1);
    expect(requests.filter((name) => name === 'BatchGetItemCommand')).toHaveLength(3);
    refusals = 100;
    await expect(reader.list({ limit: 5 })).rejects.toThrow(`DynamoDB left 4 keys of ${table} unread after 8 attempts`);
  });

  it('lists what is more than a batch can read', async () => {
    const { store, reader, requests } = await setUp();
    for (let index = 0; index < 40; index += 1) await store.record(uploadRecord(`n${index}`));
    expect((await reader.list({ limit: 40 })).uploads).toHaveLength(40);
    expect(requests.filter((name) => name === 'BatchGetItemCommand')).toHaveLength(2);
  });

  it('leaves out of a listing what expires meanwhile', async () => {
    const { store, reader, setWatch, table } = await setUp();
    await store.record(uploadRecord('a'));
    setWatch(({ name }) => (name === 'BatchGetItemCommand' ? { Responses: { [table]: [] } } : undefined));
    expect(await reader.list({ limit: 5 })).toEqual({ uploads: [] });
  });

  it('passes over what has expired to what is kept for longer, some at a time', async () => {
    const { store, reader, table, requests } = await setUp({ clock: () => Date.parse(RECEIVED_AT) + 86_400_000 });
    const record = (index: number) =>
      uploadRecord(`n${index}`, { receivedAt: new Date(Date.parse(RECEIVED_AT) - index * 1_000).toISOString() });
    const hasty = createDynamoDbUploadStore({
      client: dynamoDb.client,
      table,
      clock: () => HOURS_LATER,
      retentionDays: 1,
    });
    for (let index = 0; index < 10; index += 1) await (index === 9 ? store : hasty).record(record(index));
    const first = await reader.list({ limit: 1 });
    expect(first).toEqual({ uploads: [], cursor: `${record(7).receivedAt}#${uploadId('n7')}` });
    expect(requests.filter((name) => name === 'BatchGetItemCommand')).toHaveLength(8);
    const second = await reader.list({ limit: 1, cursor: first.cursor! });
    expect(second).toMatchObject({ uploads: [{ id: uploadId('n9') }] });
    expect(second.cursor).toBeUndefined();
  });

  it('reads a partition of several pages to its end', async () => {
    const { store, reader } = await setUp();
    const record = uploadRecord('a', { fields: { note: 'x'.repeat(120_000) } });
    await store.record(record);
    for (let index = 0; index < 20; index += 1) await store.finishStep(record, `s${index}`, 'x'.repeat(60_000));
    expect((await reader.get(uploadId('a')))?.steps).toHaveLength(20);
  });
});

describe('createDynamoDbUploadStore', () => {
  it('records a new upload by one write, and enters its day once a process', async () => {
    const { table } = await setUp();
    const requests: string[] = [];
    const client = watchClient(dynamoDb.client, ({ name }) => void requests.push(name));
    const store = createDynamoDbUploadStore({ client, table, clock: () => HOURS_LATER });
    await store.record(uploadRecord('a'));
    requests.length = 0;
    await store.record(uploadRecord('b'));
    expect(requests).toEqual(['PutItemCommand']);
  });

  it('knows a thousand days at most', async () => {
    const { table } = await setUp();
    let directory = 0;
    const client = watchClient(dynamoDb.client, ({ input }) => {
      if (JSON.stringify(input).includes('directory')) directory += 1;
      return {};
    });
    const store = createDynamoDbUploadStore({ client, table, clock: () => HOURS_LATER });
    const record = (bucket: number) => store.record(uploadRecord('a', { upload: { bucket: `bucket-${bucket}` } }));
    for (let bucket = 0; bucket < 1_001; bucket += 1) await record(bucket);
    await record(1_000);
    expect(directory).toBe(1_001);
    await record(0);
    expect(directory).toBe(1_002);
  });

  it('has a message delivered again whose record expired in the middle', async () => {
    const { table, store } = await setUp();
    await store.record(uploadRecord('a'));
    const client = watchClient(dynamoDb.client, ({ name }) => (name === 'QueryCommand' ? { Items: [] } : undefined));
    const hasty = createDynamoDbUploadStore({ client, table, clock: () => HOURS_LATER, retentionDays: 1 });
    await expect(hasty.record(uploadRecord('a'))).rejects.toThrow('it must have expired now');
  });
});
