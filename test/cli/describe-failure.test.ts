import { UsageError } from '../../lib/cli/cli-command.ts';
import { describeFailure } from '../../lib/cli/describe-failure.ts';
import { ConfigInvalidError } from '../../lib/errors.ts';

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

describe('describeFailure', () => {
  it.each([
    { error: new ConfigInvalidError('STORE must be stated'), says: 'STORE must be stated' },
    { error: new UsageError('no table'), says: 'no table' },
    { error: named('Error', 'boom'), says: 'boom' },
    {
      error: named('AggregateError', '', { code: 'ECONNREFUSED' }),
      says: 'ECONNREFUSED: nothing listens there; `npm start` starts',
    },
    { error: named('OddError', ''), says: 'OddError' },
    {
      error: named('ResourceNotFoundException', 'no such table'),
      says: 'no such table: check UPLOADS_TABLE and AWS_REGION',
    },
    {
      error: named('error', 'password authentication failed', { code: '28P01' }),
      says: 'password authentication failed: check the user and the password in DATABASE_URL',
    },
    {
      error: named('Error', 'Query read timeout'),
      says: 'Query read timeout: the database did not answer in time; of many uploads, ask for fewer days',
    },
    { error: 'text', says: 'text' },
  ])('says $says', ({ error, says }) => {
    expect(describeFailure(error)).toContain(says);
  });
  it.each([
    { STORE: 'postgres', DATABASE_URL: 'postgres://u@nobody.invalid/d' },
    { DATABASE_URL: 'postgres://u@nobody.invalid/d' },
  ])('speaks of no table of DynamoDB where the settings are %j', (env) => {
    const failure = (code: string) => describeFailure(named('Error', `${code} nobody.invalid`, { code }), env);
    expect(failure('ENOTFOUND')).toBe('ENOTFOUND nobody.invalid: check the host of DATABASE_URL');
    expect(failure('ECONNREFUSED')).toMatch(/: nothing listens there; check host and port of DATABASE_URL/);
    expect(describeFailure(named('Error', 'x', { code: 'ENOTFOUND' }), { ...env, STORE: 'dynamodb' })).toContain('AWS');
  });
});
