import { openPostgresUploadStore } from '../../../lib/store/open-postgres.ts';
import { MIGRATIONS } from '../../../lib/store/postgres-migrations.ts';
import { startTestPostgres, type TestPostgres } from '../../helpers/postgres.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { RECEIVED_AT, uploadRecord } from '../../helpers/upload-messages.ts';

const NEWEST = MIGRATIONS.length;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

describe('migrate', () => {
  it('makes the tables that the other commands read, and says what it did', async () => {
    const env = { STORE: 'postgres', DATABASE_URL: await postgres.newUrl() };
    expect(await runCommand(['stats'], { env })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `oss-callback: expected tables of version ${NEWEST}, found none: run oss-callback migrate\n`,
    });
    const first = await runCommand(['migrate'], { env });
    expect(first).toEqual({ exitCode: 0, stdout: `Migrated the tables from version 0 to ${NEWEST}.\n`, stderr: '' });
    expect((await runCommand(['migrate'], { env })).stdout).toBe(`Nothing to do: the tables have version ${NEWEST}.\n`);
    expect(JSON.parse((await runCommand(['migrate', '--json'], { env })).stdout)).toEqual({ from: NEWEST, to: NEWEST });
    expect(JSON.parse((await runCommand(['stats', '--json'], { env })).stdout)).toMatchObject({ rows: [] });
  });

  it.each([
    { env: {}, says: 'DATABASE_URL must be stated: the PostgreSQL database whose tables this is about\n' },
    { env: { STORE: 'postgres' }, says: 'DATABASE_URL must be stated where STORE is postgres' },
    { env: { STORE: 'dynamodb' }, says: 'STORE=dynamodb has no tables to look after: this is for STORE=postgres' },
    { env: { STORE: 'memory' }, says: 'STORE=memory has no tables to look after: this is for STORE=postgres' },
    { env: { DATABASE_URL_NAME: 'name' }, says: 'DATABASE_URL must be stated: DATABASE_URL_NAME is read by' },
    { env: { DATABASE_URL: 'postgres://u:hunter2@h:x/' }, says: 'DATABASE_URL must be a URL like' },
  ])('ends with 2 where the environment is $env', async ({ env, says }) => {
    const { exitCode, stdout, stderr } = await runCommand(['migrate'], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('purge', () => {
  it('deletes what has expired, however much it is', async () => {
    const env = { DATABASE_URL: await postgres.newUrl() };
    await runCommand(['migrate'], { env });
    const now = Date.parse(RECEIVED_AT);
    const config = { kind: 'postgres', url: env.DATABASE_URL } as const;
    const store = await openPostgresUploadStore(config, { clock: () => now, retentionDays: 1 });
    await Promise.all(Array.from({ length: 1_100 }, (_, index) => store.record(uploadRecord(`n${index}`))));
    const purge = (at: number) => runCommand(['purge', '--json'], { env, clock: () => at });
    expect(JSON.parse((await purge(now + 1_000)).stdout)).toEqual({ uploads: 0, facts: 0 });
    expect(JSON.parse((await purge(now + 2 * 86_400_000)).stdout)).toEqual({ uploads: 1_100, facts: 0 });
    const { stdout } = await runCommand(['purge'], { env });
    expect(stdout).toBe('Deleted 0 uploads and 0 facts that had expired.\n');
  });
});
