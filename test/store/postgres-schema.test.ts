import { StoreSchemaError } from '../../lib/errors.ts';
import { MIGRATIONS } from '../../lib/store/postgres-migrations.ts';
import { assertMigrated, migrateDatabase, requireMigrated } from '../../lib/store/postgres-schema.ts';
import { openTestDatabase, startTestPostgres, type TestPostgres } from '../helpers/postgres.ts';

const LATEST = MIGRATIONS.length;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

describe('migrateDatabase', () => {
  it('creates the tables once', async () => {
    const database = await postgres.newDatabase();
    expect(await migrateDatabase(database)).toEqual({ from: 0, to: LATEST });
    expect(await migrateDatabase(database)).toEqual({ from: LATEST, to: LATEST });
    await assertMigrated(database);
  });

  it('lets one of many that come at once do the work', async () => {
    const url = await postgres.newUrl();
    const databases = Array.from({ length: 8 }, () => openTestDatabase(url));
    const results = await Promise.all(databases.map((database) => migrateDatabase(database)));
    expect(results.filter(({ from }) => from === 0)).toHaveLength(1);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('goes on from where the tables are', async () => {
    const database = await postgres.createDatabase();
    await database.run(`INSERT INTO oss_completions VALUES ('a', 'then')`);
    const next = [...MIGRATIONS, `ALTER TABLE oss_completions ADD note text DEFAULT 'old'; CREATE TABLE oss_more ();`];
    expect(await migrateDatabase(database, next)).toEqual({ from: LATEST, to: LATEST + 1 });
    expect(await database.run('SELECT * FROM oss_completions')).toEqual([
      { id: 'a', completed_at: 'then', note: 'old' },
    ]);
  });

  it('leaves everything as it was where a migration fails', async () => {
    const database = await postgres.createDatabase();
    const failing = [...MIGRATIONS, 'CREATE TABLE oss_more ()', 'CREATE TABLE oss_more ()'];
    await expect(migrateDatabase(database, failing)).rejects.toMatchObject({ code: '42P07' });
    await assertMigrated(database);
    expect(await database.run(`SELECT to_regclass('oss_more')::text AS name`)).toEqual([{ name: null }]);
  });

  it('refuses tables of a newer version', async () => {
    const database = await postgres.createDatabase();
    await migrateDatabase(database, [...MIGRATIONS, 'CREATE TABLE oss_more ()']);
    const migrated = migrateDatabase(database);
    await expect(migrated).rejects.toThrow(StoreSchemaError);
    await expect(migrated).rejects.toThrow(
      `expected tables of version ${LATEST}, found version ${LATEST + 1}: update this code, which is older than the tables`,
    );
  });
});

describe('assertMigrated', () => {
  it('says which command makes the tables', async () => {
    const checked = assertMigrated(await postgres.newDatabase());
    await expect(checked).rejects.toMatchObject({ code: 'ERR_STORE_SCHEMA', found: 0, expected: LATEST });
    await expect(checked).rejects.toThrow(`expected tables of version ${LATEST}, found none: run oss-callback migrate`);
  });

  it('refuses tables of an older version', async () => {
    const database = await postgres.createDatabase();
    await database.run('DELETE FROM oss_migrations WHERE version = $1', [LATEST]);
    await expect(assertMigrated(database)).rejects.toMatchObject({ code: 'ERR_STORE_SCHEMA', found: LATEST - 1 });
  });
});

describe('requireMigrated', () => {
  it('asks again until the tables are there, and then no more', async () => {
    const plain = await postgres.newDatabase();
    const statements: string[] = [];
    const database = requireMigrated({
      ...plain,
      run(text, values) {
        statements.push(text);
        return plain.run(text, values);
      },
    });
    await expect(database.run('SELECT')).rejects.toThrow(StoreSchemaError);
    await migrateDatabase(plain);
    statements.length = 0;
    await Promise.all([database.run('SELECT'), database.run('SELECT')]);
    await database.run('SELECT');
    expect(statements.filter((text) => text === 'SELECT')).toHaveLength(3);
    expect(statements).toHaveLength(4);
  });
});
