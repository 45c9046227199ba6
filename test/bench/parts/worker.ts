import { silentLogger } from '../../../lib/logger.ts';
import { createPostgresFactStore } from '../../../lib/store/postgres-fact-store.ts';
import type { PostgresDatabase } from '../../../lib/store/postgres-database.ts';
import { createPostgresUploadStore } from '../../../lib/store/postgres-upload-store.ts';
import { createWorker } from '../../../lib/worker/create-worker.ts';
import type { Worker } from '../../../lib/worker/worker.ts';
import { startTestPostgres } from '../../helpers/postgres.ts';
import { queueRecord, uploadId, uploadMessage } from '../../helpers/upload-messages.ts';
import type { Figure } from '../figure.ts';

const UPLOADS = Number(process.env['BENCH_UPLOADS'] ?? 1_000_000);
const MESSAGES = 10_000;
const BATCH = 10;

/** What a message costs, the database's part included, while its tables are empty and when they hold a million uploads. */
export async function measureWorker(): Promise<Figure[]> {
  const postgres = await startTestPostgres();
  const database = await postgres.createDatabase();
  const clock = Date.now;
  const store = createPostgresUploadStore({ database, clock });
  const facts = createPostgresFactStore({ database, clock });
  const work = createWorker({ store, facts, clock, logger: silentLogger });
  try {
    // The first time warms up, and leaves the rows that the tables are filled with.
    await measure(work, 'first');
    const emptyMs = await measure(work, 'empty');
    await fill(database, uploadId('first 0'));
    const fullMs = await measure(work, 'full');
    const [counted] = await database.run('SELECT count(*)::int AS uploads FROM oss_uploads');
    return [
      { what: 'worker: uploads in the table at the end', value: Number(counted?.['uploads']) },
      { what: `worker: ms a message, ${2 * MESSAGES} uploads in the table`, value: emptyMs },
      { what: `worker: ms a message, ${UPLOADS} more`, value: fullMs },
      { what: 'worker: full / empty', value: fullMs / emptyMs, atMost: 1.25, aim: 1 },
    ];
  } finally {
    await postgres.stop();
  }
}

/** Works on 10,000 messages, made beforehand, in batches of ten; milliseconds a message. */
async function measure(work: Worker, name: string): Promise<number> {
  const records = Array.from({ length: MESSAGES }, (_, index) => queueRecord(uploadMessage(`${name} ${index}`)));
  const before = performance.now();
  for (let at = 0; at < MESSAGES; at += BATCH) {
    const { failedIds } = await work(records.slice(at, at + BATCH));
    if (failedIds.length > 0) throw new Error(`${failedIds.length} messages failed`);
  }
  return (performance.now() - before) / MESSAGES;
}

/** Copies what one upload left in each table, a million times, under ids as the receiver makes them. */
async function fill(database: PostgresDatabase, id: string): Promise<void> {
  const copies: readonly [table: string, key: string, others: string][] = [
    ['oss_uploads', 'id', 'received_at, bucket, expires_at, summary, record'],
    ['oss_steps', 'upload_id', 'name, finished_at, result'],
    ['oss_completions', 'id', 'completed_at'],
    ['oss_statistics', 'id', 'bucket, received_at, mime_type, size, accepted'],
  ];
  for (let first = 1; first <= UPLOADS; first += MESSAGES) {
    for (const [table, key, others] of copies) {
      await database.run(
        `INSERT INTO ${table} (${key}, ${others})
         SELECT encode(sha256(number::text::bytea), 'hex'), ${others}
         FROM ${table}, generate_series($2::int, $3::int) AS number WHERE ${key} = $1`,
        [id, first, Math.min(UPLOADS, first + MESSAGES - 1)],
      );
    }
  }
  await database.run('ANALYZE');
}
