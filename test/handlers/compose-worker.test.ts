import { composeWorker } from '../../handlers/compose-worker.ts';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { migratePostgres, openPostgresUploadReader } from '../../lib/store/open-postgres.ts';
import { startTestPostgres } from '../helpers/postgres.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { queueRecord, uploadId, uploadMessage } from '../helpers/upload-messages.ts';

describe('composeWorker', () => {
  const running = stopAfterEach();

  it.each([
    { name: 'no store', env: {}, message: 'STORE must be stated' },
    {
      name: 'memory where deployed',
      env: { STORE: 'memory', AWS_LAMBDA_FUNCTION_NAME: 'f' },
      message: 'STORE must be dynamodb or postgres',
    },
    {
      name: "a database's password where deployed",
      env: { STORE: 'postgres', DATABASE_URL: 'postgres://u:hunter2@h/d', FC_FUNCTION_NAME: 'f', TRUST: 'signature' },
      message: 'DATABASE_URL must not be stated where the function is deployed: state DATABASE_URL_NAME',
    },
    {
      name: "a secret's name where no secret can be found",
      env: { STORE: 'postgres', DATABASE_URL_NAME: 'database' },
      message: 'DATABASE_URL_NAME cannot be read on this platform',
    },
    { name: 'no table', env: { STORE: 'dynamodb' }, message: 'UPLOADS_TABLE must be stated' },
    {
      name: 'rules that are no JSON',
      env: { STORE: 'memory', REVIEW_RULES: '{' },
      message: 'REVIEW_RULES must be JSON',
    },
    { name: 'an unknown rule', env: { STORE: 'memory', REVIEW_RULES: '{"max":1}' }, message: '"max" is none of them' },
    { name: 'no retention', env: { STORE: 'memory', RETENTION_DAYS: '0' }, message: 'RETENTION_DAYS must be' },
  ])('refuses $name at once', ({ env, message }) => {
    expect(() => composeWorker(env)).toThrow(ConfigInvalidError);
    expect(() => composeWorker(env)).toThrow(message);
  });

  it('finds its database by the name of a secret, when it needs it', async () => {
    const postgres = await startTestPostgres();
    running.add(() => postgres.stop());
    const url = await postgres.newUrl();
    await migratePostgres({ kind: 'postgres', url }, { clock: Date.now });
    const secretByName = (name: string) => ({ name, read: () => Promise.resolve([url, 'the one before']) });
    const env = { STORE: 'postgres', DATABASE_URL_NAME: 'database', LOG_LEVEL: 'silent' };
    const work = await composeWorker(env, { secretByName });
    expect(await work([queueRecord(uploadMessage('a'))])).toEqual({ failedIds: [] });
    const reader = await openPostgresUploadReader({ kind: 'postgres', url }, { clock: Date.now });
    expect(await reader.get(uploadId('a'))).toMatchObject({ status: 'processed' });
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
  });

  it('needs nothing stated under invoke local', async () => {
    const work = await composeWorker({ IS_LOCAL: 'true', LOG_LEVEL: 'silent' });
    expect(await work([{ id: 'm1', body: '' }])).toEqual({ failedIds: ['m1'] });
  });
});
