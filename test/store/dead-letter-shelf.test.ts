import { systemClock } from '../../lib/clock.ts';
import { createMemoryDeadLetterShelf } from '../../lib/store/memory-dead-letter-shelf.ts';
import { migratePostgres } from '../../lib/store/open-postgres.ts';
import { openDeadLetterShelf } from '../../lib/store/open-store.ts';
import { createPostgresDeadLetterShelf } from '../../lib/store/postgres-dead-letter-shelf.ts';
import { testDeadLetterShelf } from '../contract/dead-letter-shelf.contract.ts';
import { startTestPostgres, type TestPostgres } from '../helpers/postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

testDeadLetterShelf('memory', () => Promise.resolve(createMemoryDeadLetterShelf()));
testDeadLetterShelf('PostgreSQL', async () => {
  let now = Date.parse('2026-11-02T10:20:30.400Z');
  return createPostgresDeadLetterShelf({ database: await postgres.createDatabase(), clock: () => (now += 1) });
});

describe('openDeadLetterShelf', () => {
  const options = { clock: systemClock };

  it('opens that of a database, once it is migrated, under the same configuration', async () => {
    const config = { kind: 'postgres', url: await postgres.newUrl() } as const;
    await expect(openDeadLetterShelf(config, options)).rejects.toMatchObject({ code: 'ERR_STORE_SCHEMA' });
    await migratePostgres(config, options);
    const shelf = await openDeadLetterShelf(config, options);
    await shelf.put({ id: 'a', body: 'x' });
    expect(await (await openDeadLetterShelf(config, options)).count()).toBe(1);
  });

  it('opens that of a local run, and none of DynamoDB', async () => {
    expect(await (await openDeadLetterShelf({ kind: 'memory' }, options)).count()).toBe(0);
    await expect(openDeadLetterShelf({ kind: 'dynamodb', table: 't' }, options)).rejects.toThrow(
      'STORE must be postgres',
    );
  });
});
