import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresConfig } from '../../lib/config.ts';
import { ConfigInvalidError, StoreSchemaError } from '../../lib/errors.ts';
import { migratePostgres } from '../../lib/store/open-postgres.ts';
import { openFactStore, openUploadReader, openUploadStore } from '../../lib/store/open-store.ts';
import { freePort } from '../helpers/free-port.ts';
import { LOCALHOST_CERTIFICATE } from '../helpers/localhost-certificate.ts';
import { openTestDatabase, startTestPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { RECEIVED_AT, uploadId, uploadRecord } from '../helpers/upload-messages.ts';

const clock = () => Date.parse(RECEIVED_AT) + 1_000;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

describe('openUploadStore, openFactStore and openUploadReader, where the store is PostgreSQL', () => {
  const dir = tempDir();
  const running = stopAfterEach();
  const create = async (): Promise<PostgresConfig & { readonly url: string }> => {
    const config = { kind: 'postgres', url: await postgres.newUrl() } as const;
    await migratePostgres(config, { clock });
    return config;
  };

  it('open what migrate made', async () => {
    const config = await create();
    await (await openUploadStore(config, { clock })).record(uploadRecord('a'));
    await (await openFactStore(config, { clock })).keep('a', '1');
    const reader = await openUploadReader(config, { clock });
    expect((await reader.get(uploadId('a')))?.record).toEqual(uploadRecord('a'));
  });

  it('refuse a database that was never migrated, at once', async () => {
    const config = { kind: 'postgres', url: await postgres.newUrl() } as const;
    await expect(openUploadStore(config, { clock })).rejects.toThrow(StoreSchemaError);
    await expect(openFactStore(config, { clock })).rejects.toThrow(StoreSchemaError);
    await expect(openUploadReader(config, { clock })).rejects.toThrow('run oss-callback migrate');
  });

  it('open though the database is down, and work when it is up', async () => {
    const { url } = await create();
    const down = url.replace(/:\d+\//, `:${await freePort()}/`);
    let current = down;
    const databaseUrl = { get: () => Promise.resolve(current), reload: () => Promise.resolve(undefined) };
    const store = await openUploadStore({ kind: 'postgres' }, { clock, databaseUrl });
    await expect(store.record(uploadRecord('a'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    current = url;
    expect(await store.record(uploadRecord('a'))).toMatchObject({ done: false });
  });

  it('say what must be stated where the URL is a secret of functions', async () => {
    await expect(openUploadReader({ kind: 'postgres' }, { clock })).rejects.toThrow(ConfigInvalidError);
  });

  it('read the certificates that they are told to trust', async () => {
    const config = await create();
    const caFile = join(dir, 'ca.pem');
    writeFileSync(caFile, LOCALHOST_CERTIFICATE.cert);
    expect(await (await openUploadReader({ ...config, caFile }, { clock })).statistics({})).toEqual([]);
    const message = 'DATABASE_CA_FILE must be a readable file of certificates in PEM, got';
    await expect(openUploadReader({ ...config, caFile: join(dir, 'none') }, { clock })).rejects.toThrow(message);
  });

  it('delete what has expired, once a minute, behind an upload that is done', async () => {
    const config = await create();
    const database = openTestDatabase(config.url);
    running.add(() => database.close());
    const ids = async () => (await database.run('SELECT id FROM oss_uploads')).map(({ id }) => id);
    let now = clock();
    const store = await openUploadStore(config, { clock: () => now, retentionDays: 1 });
    const complete = async (seed: string) => {
      const record = uploadRecord(seed, { receivedAt: new Date(now).toISOString() });
      await store.record(record);
      await store.complete(record);
    };
    await complete('old');
    now += 2 * 86_400_000;
    await complete('new');
    expect(await ids()).toEqual([uploadId('new')]);
    await complete('newer');
    now += 2 * 86_400_000;
    await database.run('ALTER TABLE oss_facts RENAME TO oss_facts_gone');
    await complete('whatever fails');
    expect(await ids()).toEqual([uploadId('whatever fails')]);
  });
});
