import fc from 'fast-check';
import { createMemoryUploadStore, type MemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import type { PostgresDatabase } from '../../lib/store/postgres-database.ts';
import { purgeDatabase } from '../../lib/store/postgres-purge.ts';
import { createPostgresUploadEraser } from '../../lib/store/postgres-upload-eraser.ts';
import { createPostgresUploadReader } from '../../lib/store/postgres-upload-reader.ts';
import { createPostgresUploadStore } from '../../lib/store/postgres-upload-store.ts';
import type { StatisticsEntry } from '../../lib/store/statistics.ts';
import type { UploadListQuery, UploadReader } from '../../lib/store/upload-reader.ts';
import { bucketOf, type UploadRecord } from '../../lib/store/upload-record.ts';
import { startTestPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { RECEIVED_AT, uploadRecord } from '../helpers/upload-messages.ts';

const HOUR_MS = 3_600_000;
const RETENTION_DAYS = 2;
const SEEDS = ['a', 'b', 'c', 'd', 'e'] as const;
const BUCKETS = ['holiday-pictures', '-', `o'hara"; --`, '图片\\u0000'];

let postgres: TestPostgres;
let database: PostgresDatabase;
beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await postgres.createDatabase();
}, 120_000);
afterAll(async () => {
  await postgres.stop();
});

/** Something that is done to a store; it resolves with all that the store answers. */
type Act = (sides: MemoryUploadStore, uploads: Readonly<Record<string, UploadRecord>>) => Promise<unknown>;
/** An act under the words by which a counter-example shows it. */
type Named = readonly [name: string, act: Act | { readonly passMs: number }];

const seed = fc.constantFrom(...SEEDS);
const bucket = fc.constantFrom(...BUCKETS);
const day = fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03');
const results = [undefined, null, { accepted: true }, { accepted: false }, { verdict: 'unconfirmed' }, 'x\u0000\ud800'];

const act = fc.oneof(
  { weight: 4, arbitrary: seed.map((id): Named => [`record ${id}`, ({ store }, of) => store.record(of[id]!)]) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(seed, fc.constantFrom('record', 'review', 'confirm', 'own'), fc.constantFrom(...results))
      .map(([id, step, result]): Named => [
        `finish ${step} of ${id}: ${JSON.stringify(result)}`,
        ({ store }, of) => store.finishStep(of[id]!, step, result),
      ]),
  },
  { weight: 2, arbitrary: seed.map((id): Named => [`count ${id}`, ({ store }, of) => store.count(entryOf(of[id]!))]) },
  { weight: 2, arbitrary: seed.map((id): Named => [`complete ${id}`, ({ store }, of) => store.complete(of[id]!)]) },
  seed.map((id): Named => [
    `forget ${id}`,
    // What has expired may be there still, or not: each store clears up in its own time.
    async ({ reader, eraser }, of) => ((await reader.get(of[id]!.id)) ? eraser.forget(of[id]!.id) : undefined),
  ]),
  { weight: 2, arbitrary: seed.map((id): Named => [`get ${id}`, ({ reader }, of) => reader.get(of[id]!.id)]) },
  fc
    .record({ bucket, day, limit: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: ['limit'] })
    .map((query): Named => [`list ${JSON.stringify(query)}`, ({ reader }) => everyPage(reader, query)]),
  fc
    .record({ bucket, fromDay: day, toDay: day }, { requiredKeys: [] })
    .map((query): Named => [`statistics ${JSON.stringify(query)}`, ({ reader }) => reader.statistics(query)]),
  fc.integer({ min: 1, max: 60 }).map((hours): Named => [`${hours} h pass`, { passMs: hours * HOUR_MS }]),
);

async function everyPage(reader: UploadReader, query: UploadListQuery): Promise<unknown[]> {
  const pages = [];
  for (let cursor: string | undefined; ;) {
    const page = await reader.list({ ...query, ...(cursor !== undefined && { cursor }) });
    pages.push(page);
    if (page.cursor === undefined) return pages;
    cursor = page.cursor;
  }
}

function entryOf({ id, receivedAt, upload }: UploadRecord): StatisticsEntry {
  const { mimeType = '-', size = 0 } = upload;
  return { id, bucket: bucketOf(upload), receivedAt, mimeType, size, accepted: size % 2 === 0 };
}

/** Uploads that come at any hour of two days, into any bucket, understood or not. */
const uploads = fc
  .array(
    fc.record({
      hour: fc.integer({ min: 0, max: 30 }),
      bucket,
      mimeType: fc.constantFrom('image/jpeg', 'image/png', '-', 'x\u0000'),
      size: fc.constantFrom(0, 1, 2, 2 ** 40),
      problem: fc.constantFrom(undefined, 'the body could not be understood'),
    }),
    { minLength: SEEDS.length, maxLength: SEEDS.length },
  )
  .map((drawn) =>
    Object.fromEntries(
      drawn.map(({ hour, bucket, mimeType, size, problem }, index) => {
        const receivedAt = new Date(Date.parse('2026-11-01T20:00:00.000Z') + hour * HOUR_MS).toISOString();
        const upload = { bucket, object: `${index}\u0000.jpg`, mimeType, size };
        const overrides = { receivedAt, upload, ...(problem !== undefined && { problem }) };
        return [SEEDS[index] ?? '', uploadRecord(String(index), overrides)];
      }),
    ),
  );

describe('createPostgresUploadStore', () => {
  it('answers as the store in memory does, whatever is done, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(uploads, fc.array(act, { maxLength: 40, size: 'max' }), async (records, acts) => {
        let now = Date.parse(RECEIVED_AT);
        const options = { clock: () => now, retentionDays: RETENTION_DAYS };
        const memory = createMemoryUploadStore(options);
        const tables = {
          store: createPostgresUploadStore({ database, ...options }),
          reader: createPostgresUploadReader({ database, ...options }),
          eraser: createPostgresUploadEraser({ database, ...options }),
        };
        await database.run('TRUNCATE oss_uploads, oss_steps, oss_completions, oss_statistics');
        for (const [name, what] of acts) {
          // Steps are told in the order of their instants.
          now += 1;
          if (typeof what === 'function') {
            expect([name, await what(tables, records)]).toEqual([name, await what(memory, records)]);
          } else {
            now += what.passMs;
            await purgeDatabase({ database, clock: options.clock });
          }
        }
      }),
      { numRuns: 60 },
    );
  }, 240_000);
});
