import type { Clock } from '../clock.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { findUpload, type FoundUpload } from './postgres-find-upload.ts';
import { toColumn } from './postgres-text.ts';
import { bucketOf, type UploadRecord } from './upload-record.ts';
import type { RecordedUpload, UploadStore } from './upload-store.ts';
import { recordToSummary } from './upload-summary.ts';

/** Options of {@link createPostgresUploadStore}. */
export interface PostgresUploadStoreOptions {
  readonly database: PostgresDatabase;
  readonly clock: Clock;
  /** Days after which a record and its steps expire; default: never. */
  readonly retentionDays?: number | undefined;
}

const DAY_MS = 86_400_000;
const MAX_ATTEMPTS = 3;

const INSERT_UPLOAD = `
  INSERT INTO oss_uploads (id, received_at, bucket, expires_at, summary, record)
  SELECT $1::text, $2::text, $3::text, $4::text, $5::text, $6::text
  WHERE NOT EXISTS (SELECT FROM oss_completions WHERE id = $1)
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;

// What was forgotten meanwhile stays so: a step of an upload that is gone is not kept.
const INSERT_STEP = `
  INSERT INTO oss_steps (upload_id, name, finished_at, result)
  SELECT id, $2::text, $3::text, $4::text FROM oss_uploads WHERE id = $1 FOR KEY SHARE
  ON CONFLICT (upload_id, name) DO NOTHING`;

const INSERT_ENTRY = `
  INSERT INTO oss_statistics (id, bucket, received_at, mime_type, size, accepted)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO NOTHING`;

/**
 * Creates the store on a PostgreSQL database. Every write is one statement that changes nothing when it is repeated; no row
 * is ever updated.
 */
export function createPostgresUploadStore(options: PostgresUploadStoreOptions): UploadStore {
  const { database, clock, retentionDays } = options;
  const now = (): string => new Date(clock()).toISOString();
  const expiry = ({ receivedAt }: UploadRecord): string | null =>
    retentionDays === undefined ? null : new Date(Date.parse(receivedAt) + retentionDays * DAY_MS).toISOString();

  async function insert(record: UploadRecord): Promise<boolean> {
    const { id, receivedAt, upload } = record;
    const summary = JSON.stringify(recordToSummary(record));
    const values = [toColumn(id), receivedAt, toColumn(bucketOf(upload)), expiry(record), summary];
    return (await database.run(INSERT_UPLOAD, [...values, JSON.stringify(record)])).length > 0;
  }

  return {
    async record(record) {
      const id = toColumn(record.id);
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        if (await insert(record)) return { record, steps: new Map(), done: false };
        const { upload, completedAt } = await findUpload(database, record.id, now());
        const done = completedAt !== undefined;
        if (upload) return { record: upload.record, steps: resultsOf(upload), done };
        if (done) return { record, steps: new Map(), done };
        // It expired before it was done, so that it is taken up anew.
        await database.run(`DELETE FROM oss_uploads WHERE id = $1 AND expires_at <= $2`, [id, now()]);
      }
      throw new Error(`the record of upload ${record.id} was there, and is not: it must have expired now`);
    },
    async finishStep({ id }, step, result) {
      const json = result === undefined ? null : JSON.stringify(result);
      await database.run(INSERT_STEP, [toColumn(id), toColumn(step), now(), json]);
    },
    async count({ id, bucket, receivedAt, mimeType, size, accepted }) {
      const values = [toColumn(id), toColumn(bucket), receivedAt, toColumn(mimeType), size, accepted];
      await database.run(INSERT_ENTRY, values);
    },
    async complete({ id }) {
      const values = [toColumn(id), now()];
      await database.run(
        `INSERT INTO oss_completions (id, completed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        values,
      );
    },
  };
}

const resultsOf = ({ steps }: FoundUpload): RecordedUpload['steps'] =>
  new Map(steps.map(({ name, result }) => [name, result]));
