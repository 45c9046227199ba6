import type { Clock } from '../clock.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import type { UploadStore } from './upload-store.ts';

/** What {@link purgeDatabase} deleted. */
export interface PurgeResult {
  /** Uploads whose retention was over, with their steps. */
  readonly uploads: number;
  readonly facts: number;
}

/** Options of {@link purgeDatabase}. */
export interface PurgeOptions {
  readonly database: PostgresDatabase;
  readonly clock: Clock;
  /** How many rows of each kind are deleted at most. Default 1,000. */
  readonly limit?: number;
}

const LIMIT = 1_000;
const PACE_MS = 60_000;

// Rows that another process deletes at the moment are left to it.
const purgeStatement = (table: string, key: string): string => `
  DELETE FROM ${table} WHERE ${key} IN (
    SELECT ${key} FROM ${table} WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  RETURNING ${key}`;

/** Deletes what has expired, the oldest first. Nobody sees it anyway; this gives the space back. */
export async function purgeDatabase({ database, clock, limit = LIMIT }: PurgeOptions): Promise<PurgeResult> {
  const now = new Date(clock()).toISOString();
  const uploads = await database.run(purgeStatement('oss_uploads', 'id'), [now, limit]);
  const facts = await database.run(purgeStatement('oss_facts', 'name'), [clock() / 1_000, limit]);
  return { uploads: uploads.length, facts: facts.length };
}

/**
 * Has a store delete what has expired, once a minute at most, behind an upload that it completed: a function does nothing
 * between its invocations.
 */
export function withPurge(store: UploadStore, options: Omit<PurgeOptions, 'limit'>): UploadStore {
  let nextAt = options.clock() + PACE_MS;
  return {
    ...store,
    async complete(record) {
      await store.complete(record);
      if (options.clock() < nextAt) return;
      nextAt = options.clock() + PACE_MS;
      // The upload is done all the same, and somebody else will try.
      await purgeDatabase(options).catch(() => undefined);
    },
  };
}
