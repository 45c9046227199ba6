import { createPostgresUploadEraser } from '../../lib/store/postgres-upload-eraser.ts';
import { createPostgresUploadReader } from '../../lib/store/postgres-upload-reader.ts';
import { createPostgresUploadStore } from '../../lib/store/postgres-upload-store.ts';
import { createPostgresFactStore } from '../../lib/store/postgres-fact-store.ts';
import { purgeDatabase } from '../../lib/store/postgres-purge.ts';
import { testFactStore } from '../contract/fact-store.contract.ts';
import { testUploadEraser } from '../contract/upload-eraser.contract.ts';
import { testUploadStore } from '../contract/upload-store.contract.ts';
import { guarded } from '../helpers/call-gate.ts';
import { startTestPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { queueRecord, RECEIVED_AT, uploadId, uploadMessage, uploadRecord } from '../helpers/upload-messages.ts';
import { bucketOf } from '../../lib/store/upload-record.ts';
import { createWorker } from '../../lib/worker/create-worker.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

testUploadStore('PostgreSQL', async ({ clock }) => {
  const database = await postgres.createDatabase();
  return {
    openStore: ({ gate, ...options }) =>
      createPostgresUploadStore({ database: guarded(database, gate), clock, ...options }),
    reader: createPostgresUploadReader({ database, clock }),
    expire: async () => {
      await purgeDatabase({ database, clock });
    },
  };
});

testUploadEraser('PostgreSQL', async () => {
  const options = { database: await postgres.createDatabase(), clock: Date.now };
  return {
    store: createPostgresUploadStore(options),
    reader: createPostgresUploadReader(options),
    eraser: createPostgresUploadEraser(options),
  };
});

testFactStore('PostgreSQL', async () =>
  createPostgresFactStore({ database: await postgres.createDatabase(), clock: Date.now }),
);

describe('createPostgresUploadStore', () => {
  async function setUp(options: { readonly retentionDays?: number } = {}) {
    let now = Date.parse(RECEIVED_AT);
    const clock = () => now;
    const database = await postgres.createDatabase();
    return {
      database,
      store: createPostgresUploadStore({ database, clock, ...options }),
      reader: createPostgresUploadReader({ database, clock }),
      facts: createPostgresFactStore({ database, clock }),
      eraser: createPostgresUploadEraser({ database, clock }),
      pass: (ms: number) => {
        now += ms;
      },
    };
  }

  it.each([
    `'; DROP TABLE oss_uploads; --`,
    `$1 ? %s \\ " ' \`\n`,
    'NUL \u0000, half a pair \ud800, and the other \udc00',
    `\\u0000 {"a":"\\\\"} ${'['.repeat(200)}`,
  ])('loses nothing of a text like %j', async (text) => {
    const { store, reader, facts } = await setUp();
    const upload = { bucket: text.slice(0, 60), object: text, crc64: '18446744073709551615', size: 2 ** 53 - 1 };
    const record = uploadRecord('odd', { upload, requestId: text, fields: { [text]: text, big: 1e300 } });
    const bucket = bucketOf(upload);
    const { id, receivedAt } = record;
    await store.record(record);
    await store.finishStep(record, text, { [text]: [text, null] });
    await store.count({ id, receivedAt, bucket, mimeType: text, size: 2 ** 53 - 1, accepted: false });
    await facts.keep(text, text);
    expect(await reader.get(id)).toMatchObject({ record, steps: [{ name: text, result: { [text]: [text, null] } }] });
    expect((await store.record(record)).record).toEqual(record);
    expect((await reader.list({ bucket, limit: 2 })).uploads).toMatchObject([{ id, bucket, object: text }]);
    const totals = [{ bucket, mimeType: text, uploads: 1, bytes: 2 ** 53 - 1, rejected: 1 }];
    expect(await reader.statistics({ bucket })).toMatchObject(totals);
    expect(await facts.read([text])).toEqual(new Map([[text, text]]));
    expect(await reader.get(text)).toBeUndefined();
  });

  it('counts an upload once that a hundred workers have at once, each with connections of its own', async () => {
    const { reader } = await setUp();
    const databases = Array.from({ length: 20 }, () => postgres.openAgain());
    const workers = Array.from({ length: 100 }, (_, index) =>
      createWorker({
        store: createPostgresUploadStore({ database: databases[index % 20]!, clock: Date.now }),
        facts: createPostgresFactStore({ database: databases[index % 20]!, clock: Date.now }),
        clock: Date.now,
      }),
    );
    const results = await Promise.all(workers.map((work) => work([queueRecord(uploadMessage('a'))])));
    expect(results.flatMap(({ failedIds }) => failedIds)).toEqual([]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1, bytes: 1_000 }]);
    expect((await reader.get(uploadId('a')))?.steps).toHaveLength(2);
  });

  it('shows nobody what has expired, long before it is deleted', async () => {
    const { store, reader, facts, eraser, pass } = await setUp({ retentionDays: 1 });
    const record = uploadRecord('a');
    await store.record(record);
    await store.finishStep(record, 'own', 1);
    await facts.keepFirst('fact', 'old', { expiresAt: Date.parse(RECEIVED_AT) / 1_000 + 86_400 });
    pass(86_400_000);
    expect(await reader.get(uploadId('a'))).toBeUndefined();
    expect(await reader.list({ limit: 1 })).toEqual({ uploads: [] });
    expect(await facts.read(['fact'])).toEqual(new Map());
    expect(await facts.keepFirst('fact', 'new')).toBe('new');
    expect(await facts.keepFirst('fact', 'newer')).toBe('new');
    const again = uploadRecord('a', { receivedAt: '2026-11-03T10:20:30.400Z' });
    expect(await store.record(again)).toEqual({ record: again, steps: new Map(), done: false });
    pass(86_400_000);
    expect(await eraser.forget(uploadId('a'))).toBe(true);
  });

  it('leaves nothing of an upload that was forgotten, not even what a worker had in hand', async () => {
    const { database, store, eraser } = await setUp();
    const record = uploadRecord('a', { upload: { bucket: 'b', object: 'people/ada.jpg' } });
    await store.record(record);
    await store.finishStep(record, 'own', { name: 'Ada' });
    await eraser.forget(uploadId('a'));
    await store.finishStep(record, 'later', { name: 'Ada' });
    await store.complete(record);
    expect(await database.run('SELECT id FROM oss_uploads')).toEqual([]);
    expect(await database.run('SELECT name FROM oss_steps')).toEqual([]);
  });
});
