import type { Clock } from '../clock.ts';
import type { DeadLetterShelf, ShelvedLetter } from '../fc/dead-letter-shelf.ts';
import type { PostgresDatabase, Row } from './postgres-database.ts';
import { fromColumn, toColumn } from './postgres-text.ts';

/** Options of {@link createPostgresDeadLetterShelf}. */
export interface PostgresDeadLetterShelfOptions {
  readonly database: PostgresDatabase;
  readonly clock: Clock;
}

const PUT = `
  INSERT INTO oss_dead_letters (id, kept_at, sent_at, reason, body) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO NOTHING`;

const LIST = `SELECT id, sent_at, reason, body FROM oss_dead_letters ORDER BY kept_at, id LIMIT $1`;

/** Creates the shelf in the database that holds the uploads. */
export function createPostgresDeadLetterShelf(options: PostgresDeadLetterShelfOptions): DeadLetterShelf {
  const { database, clock } = options;
  return {
    async put({ id, body, sentAt = null, reason }) {
      const keptAt = new Date(clock()).toISOString();
      const column = reason === undefined ? null : toColumn(reason);
      await database.run(PUT, [toColumn(id), keptAt, sentAt, column, toColumn(body)]);
    },
    async count() {
      const [row] = await database.run(`SELECT count(*)::text AS count FROM oss_dead_letters`);
      return Number(row?.['count']);
    },
    async list({ limit }) {
      return (await database.run(LIST, [limit])).map(rowToLetter);
    },
    async remove(id) {
      await database.run(`DELETE FROM oss_dead_letters WHERE id = $1`, [toColumn(id)]);
    },
  };
}

function rowToLetter({ id, sent_at: sentAt, reason, body }: Row): ShelvedLetter {
  return {
    id: fromColumn(id ?? ''),
    body: fromColumn(body ?? ''),
    ...(sentAt != null && { sentAt }),
    ...(reason != null && { reason: fromColumn(reason) }),
  };
}
