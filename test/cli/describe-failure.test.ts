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
});
