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

  const refused = (address: string, port: number) =>
    named('Error', `connect ECONNREFUSED ${address}:${port}`, { code: 'ECONNREFUSED', address, port });
  const unknown = (hostname: string) =>
    named('Error', `getaddrinfo ENOTFOUND ${hostname}`, { code: 'ENOTFOUND', hostname });
  const DATABASE_URL = 'postgres://u:p@127.0.0.1/d';
  const QUEUE_URL = 'http://127.0.0.1:9324/0/uploads';

  it.each<{ name: string; error: Error; env: Readonly<Record<string, string>>; blames: string }>([
    {
      name: 'the database',
      error: refused('127.0.0.1', 5432),
      env: { DATABASE_URL, QUEUE_URL },
      blames: 'DATABASE_URL',
    },
    { name: 'the queue', error: refused('127.0.0.1', 9324), env: { DATABASE_URL, QUEUE_URL }, blames: 'QUEUE_URL' },
    {
      name: 'both of what leads there',
      error: refused('127.0.0.1', 9324),
      env: { DATABASE_URL, QUEUE_URL, AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9324' },
      blames: 'QUEUE_URL or AWS_ENDPOINT_URL_SQS',
    },
    {
      name: 'another address with the same port',
      error: refused('10.0.0.2', 5432),
      env: { DATABASE_URL, QUEUE_URL: 'http://10.0.0.2:5432/0/uploads' },
      blames: 'QUEUE_URL',
    },
    {
      name: 'a name, of whatever address',
      error: refused('10.0.0.2', 6432),
      env: { DATABASE_URL: 'postgresql://u@db.internal:6432/d' },
      blames: 'DATABASE_URL',
    },
    {
      name: 'a name of several addresses',
      error: Object.assign(new AggregateError([refused('::1', 5432), refused('127.0.0.1', 5432)], ''), {
        code: 'ECONNREFUSED',
      }),
      env: { DATABASE_URL: 'postgres://u@localhost/d' },
      blames: 'DATABASE_URL',
    },
    {
      name: 'an address of version 6',
      error: refused('::1', 443),
      env: { AWS_ENDPOINT_URL_DYNAMODB: 'https://[::1]', AWS_ENDPOINT_URL: 'http://[::1]' },
      blames: 'AWS_ENDPOINT_URL_DYNAMODB',
    },
    {
      name: 'host and port as PostgreSQL also takes them',
      error: refused('10.0.0.2', 6000),
      env: { DATABASE_URL: 'postgres:///d?user=u&host=10.0.0.2&port=6000' },
      blames: 'DATABASE_URL',
    },
  ])('names the setting behind a connection that was refused: $name', ({ error, env, blames }) => {
    expect(describeFailure(error, env)).toContain(
      `: nothing listens there; check host and port of ${blames}, and that its server runs`,
    );
  });

  it.each([
    { host: 'db.invalid', says: ': check the host of DATABASE_URL' },
    { host: 'sqs.invalid', says: ': check the host of QUEUE_URL' },
    { host: 'dynamodb.us-nowhere-1.amazonaws.com', says: ': check AWS_REGION' },
  ])('names the setting behind the unknown host $host', ({ host, says }) => {
    const env = {
      STORE: 'postgres',
      DATABASE_URL: 'postgres://u@db.invalid/d',
      QUEUE_URL: 'https://sqs.invalid/1/q',
    };
    expect(describeFailure(unknown(host), env)).toBe(`getaddrinfo ENOTFOUND ${host}${says}`);
  });
});
