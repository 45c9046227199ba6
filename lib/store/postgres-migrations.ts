/**
 * The schema, version by version: a migration that was released is never changed, only followed by another.
 *
 * - Instants are ISO 8601 text in UTC, as records have them: they sort as text, and no time zone or DateStyle spells them anew.
 * - Records, results and what names things are text, spelt as JSON spells it: a body may hold what `text` and `jsonb` refuse.
 * - `COLLATE "C"`: sorted by octets, as everywhere else, whatever language the database is in.
 * - Of an upload that was forgotten, or whose retention is over, nothing is left but its row in `oss_completions`.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE oss_uploads (
    id text COLLATE "C" PRIMARY KEY,
    received_at text COLLATE "C" NOT NULL,
    bucket text COLLATE "C" NOT NULL,
    expires_at text COLLATE "C",
    summary text NOT NULL,
    record text NOT NULL
  );
  CREATE INDEX oss_uploads_by_time ON oss_uploads (received_at, id);
  CREATE INDEX oss_uploads_by_bucket ON oss_uploads (bucket, received_at, id);
  CREATE INDEX oss_uploads_by_expiry ON oss_uploads (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE oss_steps (
    upload_id text COLLATE "C" NOT NULL REFERENCES oss_uploads (id) ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    finished_at text COLLATE "C" NOT NULL,
    result text,
    PRIMARY KEY (upload_id, name)
  );

  CREATE TABLE oss_completions (
    id text COLLATE "C" PRIMARY KEY,
    completed_at text COLLATE "C" NOT NULL
  );

  CREATE TABLE oss_statistics (
    id text COLLATE "C" PRIMARY KEY,
    bucket text COLLATE "C" NOT NULL,
    received_at text COLLATE "C" NOT NULL,
    mime_type text COLLATE "C" NOT NULL,
    size numeric NOT NULL,
    accepted boolean NOT NULL
  );
  CREATE INDEX oss_statistics_by_time ON oss_statistics (received_at);
  CREATE INDEX oss_statistics_by_bucket ON oss_statistics (bucket, received_at);

  CREATE TABLE oss_facts (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL,
    expires_at numeric
  );
  CREATE INDEX oss_facts_by_expiry ON oss_facts (expires_at) WHERE expires_at IS NOT NULL;
  `,
  `
  CREATE TABLE oss_dead_letters (
    id text COLLATE "C" PRIMARY KEY,
    kept_at text COLLATE "C" NOT NULL,
    sent_at text COLLATE "C",
    reason text,
    body text NOT NULL
  );
  CREATE INDEX oss_dead_letters_by_time ON oss_dead_letters (kept_at, id);
  `,
];
