import type { PostgresDatabase, Row } from './postgres-database.ts';
import { fromColumn, toColumn } from './postgres-text.ts';
import type { FinishedStep } from './upload-reader.ts';
import type { UploadRecord } from './upload-record.ts';

/** What the database holds of an upload. */
export interface FoundUpload {
  readonly record: UploadRecord;
  /** In the order in which they finished. */
  readonly steps: readonly FinishedStep[];
}

/** All that {@link findUpload} tells. */
export interface UploadRows {
  /** Absent where there is none, or its retention is over. */
  readonly upload?: FoundUpload;
  /** Absent while steps are outstanding. */
  readonly completedAt?: string;
}

/** One statement, so that all it tells was true at one moment. */
const FIND = `
  SELECT 'record' AS kind, NULL AS name, record AS value, NULL AS at
  FROM oss_uploads WHERE id = $1 AND (expires_at IS NULL OR expires_at > $2)
  UNION ALL
  SELECT 'step', name, result, finished_at FROM oss_steps WHERE upload_id = $1
  UNION ALL
  SELECT 'done', NULL, NULL, completed_at FROM oss_completions WHERE id = $1
  ORDER BY at`;

/** Finds all that is known of an upload. `now` is ISO 8601, in UTC. */
export async function findUpload(database: PostgresDatabase, id: string, now: string): Promise<UploadRows> {
  const rows = await database.run(FIND, [toColumn(id), now]);
  const record = rows.find(({ kind }) => kind === 'record')?.['value'];
  const completedAt = rows.find(({ kind }) => kind === 'done')?.['at'];
  const steps = rows.filter(({ kind }) => kind === 'step').map(rowToStep);
  return {
    ...(record != null && { upload: { record: JSON.parse(record) as UploadRecord, steps } }),
    ...(completedAt != null && { completedAt }),
  };
}

function rowToStep({ name, value, at }: Row): FinishedStep {
  const step = { name: fromColumn(name ?? ''), finishedAt: at ?? '' };
  return value == null ? step : { ...step, result: JSON.parse(value) as unknown };
}
