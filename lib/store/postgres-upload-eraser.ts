import type { Clock } from '../clock.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { toColumn } from './postgres-text.ts';
import type { UploadEraser } from './upload-eraser.ts';

/** Options of {@link createPostgresUploadEraser}. */
export interface PostgresUploadEraserOptions {
  readonly database: PostgresDatabase;
  readonly clock: Clock;
}

/** Creates the eraser for the database that the PostgreSQL store writes. */
export function createPostgresUploadEraser({ database, clock }: PostgresUploadEraserOptions): UploadEraser {
  return {
    async forget(id) {
      const key = toColumn(id);
      const [found] = await database.run(`SELECT id FROM oss_uploads WHERE id = $1`, [key]);
      if (found === undefined) return false;
      // First what keeps a redelivery from writing it all again.
      await database.run(`INSERT INTO oss_completions (id, completed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        key,
        new Date(clock()).toISOString(),
      ]);
      await database.run(`DELETE FROM oss_uploads WHERE id = $1`, [key]);
      return true;
    },
  };
}
