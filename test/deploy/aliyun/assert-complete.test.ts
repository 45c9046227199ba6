import { assertComplete, assertLocated } from '../../../lib/deploy/aliyun/assert-complete.ts';
import { ConfigInvalidError } from '../../../lib/errors.ts';
import { declaredStage } from '../../helpers/fc-deployment.ts';
import { thrownBy } from '../../helpers/thrown-by.ts';

describe('assertComplete', () => {
  it.each([
    { name: 'signature alone', env: {} },
    { name: 'tickets, by the name of their secret', env: { TRUST: 'ticket', OSS_TICKET_SECRET_NAME: 'tickets' } },
    {
      name: 'confirmation, by the name of the credentials',
      env: { TRUST: 'confirm', OSS_CREDENTIALS_NAME: 'oss', OSS_REGION: 'cn-hangzhou', OSS_ALLOWED_BUCKETS: 'pics' },
    },
    {
      name: 'a failure destination of its own',
      env: { FAILURE_DESTINATION: 'acs:mns:cn-hangzhou:1:/queues/q/messages' },
    },
    { name: 'no logs', env: { LOG_PROJECT: '', LOG_STORE: '' } },
  ])('takes a stage with $name', ({ env }) => {
    expect(() => {
      assertComplete(declaredStage(env));
    }).not.toThrow();
  });

  it('refuses a function that states no role', () => {
    const stage = declaredStage({});
    const functions = stage.functions.map((plan) => {
      const { role, ...declaration } = plan.declaration;
      return role !== undefined && plan.key === 'callback' ? { ...plan, declaration } : plan;
    });
    expect(() => {
      assertComplete({ ...stage, functions });
    }).toThrow('CALLBACK_ROLE_ARN');
  });

  it.each([
    { env: { ALIBABA_CLOUD_REGION_ID: '' }, says: 'ALIBABA_CLOUD_REGION_ID' },
    { env: { ALIBABA_CLOUD_ACCOUNT_ID: 'me' }, says: 'ALIBABA_CLOUD_ACCOUNT_ID' },
    { env: { CALLBACK_ROLE_ARN: '' }, says: 'CALLBACK_ROLE_ARN' },
    { env: { WORKER_ROLE_ARN: 'worker' }, says: 'WORKER_ROLE_ARN' },
    { env: { TRUST: '' }, says: 'TRUST must be stated' },
    { env: { TRUST: 'ticket' }, says: 'OSS_TICKET_SECRET_NAME must be stated' },
    {
      env: { TRUST: 'confirm', OSS_ALLOWED_BUCKETS: 'pics', OSS_REGION: 'cn-hangzhou' },
      says: 'OSS_CREDENTIALS_NAME must be stated',
    },
    {
      env: { TRUST: 'confirm', OSS_ALLOWED_BUCKETS: 'pics', OSS_CREDENTIALS_NAME: 'oss' },
      says: 'OSS_REGION must be stated',
    },
    {
      env: { TRUST: 'confirm', OSS_CREDENTIALS_NAME: 'oss', OSS_REGION: 'cn-hangzhou' },
      says: 'OSS_ALLOWED_BUCKETS must be stated',
    },
    { env: { DATABASE_URL_NAME: '' }, says: 'DATABASE_URL_NAME must be stated' },
    { env: { FAILURE_DESTINATION: 'dead-uploads' }, says: 'FAILURE_DESTINATION' },
    { env: { FAILURE_DESTINATION: '' }, says: 'FAILURE_DESTINATION' },
    { env: { DEAD_LETTERS_ROLE_ARN: 'me' }, says: 'DEAD_LETTERS_ROLE_ARN' },
    { env: { LOG_STORE: '' }, says: 'LOG_PROJECT and LOG_STORE' },
    { env: { CUSTOM_DOMAIN: 'a.b', CUSTOM_DOMAIN_KEY_FILE: 'key.pem' }, says: 'CUSTOM_DOMAIN_CERTIFICATE_FILE' },
    { env: { RESERVED_CONCURRENCY: 'many' }, says: 'RESERVED_CONCURRENCY' },
    { env: { REVIEW_RULES: `{"allowedBuckets":["${'a'.repeat(4_096)}"]}` }, says: 'must have 4096 octets together' },
    { env: { LOG_LEVEL: 'loud' }, says: 'LOG_LEVEL must be one of' },
  ])('refuses a stage and says $says', ({ env, says }) => {
    const error = thrownBy(() => {
      assertComplete(declaredStage(env));
    });
    expect(error).toBeInstanceOf(ConfigInvalidError);
    expect(error).toMatchObject({ code: 'ERR_CONFIG_INVALID', message: expect.stringContaining(says) as string });
  });

  it('refuses a variable that Function Compute keeps to itself', () => {
    const stage = declaredStage();
    const functions = stage.functions.map((plan) => ({
      ...plan,
      environment: { ...plan.environment, FC_WORKER: 'w' },
    }));
    const error = thrownBy(() => {
      assertComplete({ ...stage, functions });
    }) as Error;
    expect(error.message).toContain('the variable FC_WORKER of callback is reserved by Function Compute');
  });

  it('names everything that is wanting at once', () => {
    const error = thrownBy(() => {
      assertComplete(declaredStage({ TRUST: '', DATABASE_URL_NAME: '', WORKER_ROLE_ARN: '' }));
    }) as Error;
    for (const name of ['TRUST', 'DATABASE_URL_NAME', 'WORKER_ROLE_ARN']) expect(error.message).toContain(name);
  });

  it('names each once, and nothing that has a default', () => {
    const nothing = ['ALIBABA_CLOUD_ACCOUNT_ID', 'CALLBACK_ROLE_ARN', 'DATABASE_URL_NAME', 'WORKER_ROLE_ARN'];
    const error = thrownBy(() => {
      assertComplete(declaredStage(Object.fromEntries(nothing.map((name) => [name, '']))));
    }) as Error;
    expect(error.message.split('\n  - ').slice(1)).toEqual(
      nothing.map((name) => expect.stringContaining(name) as string),
    );
  });
});

describe('assertLocated', () => {
  it('asks for the region alone', () => {
    expect(
      thrownBy(() => {
        assertLocated({ region: '' });
      }),
    ).toBeInstanceOf(ConfigInvalidError);
    expect(() => {
      assertLocated({ region: 'cn-hangzhou' });
    }).not.toThrow();
  });
});
