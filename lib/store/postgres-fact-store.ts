import type { Clock } from '../clock.ts';
import type { FactOptions, FactStore } from './fact-store.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { fromColumn, toColumn } from './postgres-text.ts';

/** Options of {@link createPostgresFactStore}. */
export interface PostgresFactStoreOptions {
  readonly database: PostgresDatabase;
  readonly clock: Clock;
}

const PUT = `
  INSERT INTO oss_facts AS kept (name, value, expires_at) VALUES ($1, $2, $3::numeric)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`;

const FIND = `
  SELECT name, value FROM oss_facts WHERE name = ANY ($1::text[]) AND (expires_at IS NULL OR expires_at > $2::numeric)`;

const MAX_ATTEMPTS = 3;

/** Creates the store of facts in the database that holds the uploads. */
export function createPostgresFactStore({ database, clock }: PostgresFactStoreOptions): FactStore {
  const seconds = (): number => clock() / 1_000;
  const toValues = (name: string, value: string, { expiresAt }: FactOptions): unknown[] => [
    toColumn(name),
    toColumn(value),
    expiresAt ?? null,
  ];
  const find = async (names: readonly string[]): Promise<Map<string, string>> => {
    const rows = await database.run(FIND, [names.map(toColumn), seconds()]);
    return new Map(rows.map(({ name, value }) => [fromColumn(name ?? ''), fromColumn(value ?? '')]));
  };
  return {
    async keepFirst(name, value, options = {}) {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        // Only one that has expired gives way.
        const values = [...toValues(name, value, options), seconds()];
        const put = await database.run(`${PUT} WHERE kept.expires_at <= $4::numeric RETURNING kept.name`, values);
        if (put.length > 0) return value;
        const kept = (await find([name])).get(name);
        if (kept !== undefined) return kept;
      }
      throw new Error(`the fact ${name} was there, and is not: it must have expired now`);
    },
    async keep(name, value, options = {}) {
      await database.run(PUT, toValues(name, value, options));
    },
    async read(names) {
      return names.length === 0 ? new Map() : find(names);
    },
  };
}
