import type { Clock } from '../clock.ts';
import { assertListQuery, cutPage } from './list-cursor.ts';
import type { PostgresDatabase, Row } from './postgres-database.ts';
import { findUpload } from './postgres-find-upload.ts';
import { fromColumn, toColumn } from './postgres-text.ts';
import type { StatisticsRow } from './statistics.ts';
import type { UploadListQuery, UploadReader } from './upload-reader.ts';
import { statusOf, summaryToLine, type RecordSummary } from './upload-summary.ts';

/** Options of {@link createPostgresUploadReader}. */
export interface PostgresUploadReaderOptions {
  readonly database: PostgresDatabase;
  readonly clock: Clock;
}

const LIST_UPLOADS = `
  SELECT u.summary, u.received_at || '#' || u.id AS place, d.id AS done, r.result AS review, c.result AS confirm
  FROM oss_uploads u
  LEFT JOIN oss_completions d ON d.id = u.id
  LEFT JOIN oss_steps r ON r.upload_id = u.id AND r.name = 'review'
  LEFT JOIN oss_steps c ON c.upload_id = u.id AND c.name = 'confirm'`;

const TOTAL_ENTRIES = `
  SELECT bucket, left(received_at, 10) AS day, mime_type, count(*)::text AS uploads, sum(size)::text AS bytes,
    count(*) FILTER (WHERE NOT accepted)::text AS rejected
  FROM oss_statistics`;

/** Creates the reader of the database that the PostgreSQL store writes. */
export function createPostgresUploadReader({ database, clock }: PostgresUploadReaderOptions): UploadReader {
  const now = (): string => new Date(clock()).toISOString();
  return {
    async get(id) {
      const { upload, completedAt } = await findUpload(database, id, now());
      if (!upload) return undefined;
      const confirm = upload.steps.find(({ name }) => name === 'confirm')?.result;
      const unparsed = upload.record.problem !== undefined;
      return {
        status: statusOf({ unparsed, done: completedAt !== undefined, confirm }),
        ...upload,
        ...(completedAt !== undefined && { completedAt }),
      };
    },
    async list(query) {
      assertListQuery(query);
      const { text, values } = where(listConditions(query, now()));
      const order = `ORDER BY u.received_at DESC, u.id DESC LIMIT ${query.limit + 1}`;
      const rows = await database.run(`${LIST_UPLOADS} ${text} ${order}`, values);
      const { items, ...page } = cutPage(
        rows.map((row) => ({ row, listSort: row['place'] ?? '' })),
        query.limit,
      );
      return { uploads: items.map(({ row }) => rowToLine(row)), ...page };
    },
    async statistics({ bucket, fromDay, toDay }) {
      const conditions: Condition[] = [];
      if (bucket !== undefined) conditions.push(['bucket = ?', toColumn(bucket)]);
      if (fromDay !== undefined) conditions.push(['received_at >= ?', fromDay]);
      if (toDay !== undefined) conditions.push(['received_at < ?', afterDay(toDay)]);
      const { text, values } = where(conditions);
      const rows = await database.run(`${TOTAL_ENTRIES} ${text} GROUP BY 1, 2, 3`, values);
      return rows.map(rowToStatistics).sort(byBucketDayAndType);
    },
  };
}

/** SQL with a `?` for each of its values. */
type Condition = readonly [sql: string, ...values: readonly unknown[]];

function listConditions({ bucket, day, cursor }: UploadListQuery, now: string): Condition[] {
  const conditions: Condition[] = [['(u.expires_at IS NULL OR u.expires_at > ?)', now]];
  if (bucket !== undefined) conditions.push(['u.bucket = ?', toColumn(bucket)]);
  if (day !== undefined) conditions.push(['u.received_at >= ? AND u.received_at < ?', day, afterDay(day)]);
  if (cursor !== undefined) conditions.push(['(u.received_at, u.id) < (?, ?)', ...cursor.split('#', 2)]);
  return conditions;
}

function where(conditions: readonly Condition[]): { readonly text: string; readonly values: readonly unknown[] } {
  let count = 0;
  const parts = conditions.map(([sql]) => sql.replaceAll('?', () => `$${(count += 1)}`));
  const text = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
  return { text, values: conditions.flatMap(([, ...values]) => values) };
}

/** What sorts behind every instant of a day, and before the next. */
const afterDay = (day: string): string => `${day}~`;

function rowToLine({ summary, done, review, confirm }: Row): ReturnType<typeof summaryToLine> {
  return summaryToLine(JSON.parse(summary ?? '') as RecordSummary, {
    done: done != null,
    review: review == null ? undefined : JSON.parse(review),
    confirm: confirm == null ? undefined : JSON.parse(confirm),
  });
}

function rowToStatistics({ bucket, day, mime_type: mimeType, uploads, bytes, rejected }: Row): StatisticsRow {
  return {
    bucket: fromColumn(bucket ?? ''),
    day: day ?? '',
    mimeType: fromColumn(mimeType ?? ''),
    uploads: Number(uploads),
    bytes: Number(bytes),
    rejected: Number(rejected),
  };
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const byBucketDayAndType = (a: StatisticsRow, b: StatisticsRow): number =>
  compare(a.bucket, b.bucket) || compare(a.day, b.day) || compare(a.mimeType, b.mimeType);
