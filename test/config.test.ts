import {
  readQueueConfig,
  readReceiverConfig,
  readServerConfig,
  readStoreConfig,
  readWorkerConfig,
  runMode,
  type Env,
} from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';

const LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'callback' };
const FC = { FC_FUNCTION_NAME: 'callback' };

function refusal(read: (env: Env) => unknown, env: Env): string {
  try {
    read(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigInvalidError);
    expect(error).toHaveProperty('code', 'ERR_CONFIG_INVALID');
    return (error as Error).message;
  }
  throw new Error(`${JSON.stringify(env)} was taken`);
}

describe('runMode', () => {
  it.each<[Env, string]>([
    [{}, 'server'],
    [LAMBDA, 'deployed'],
    [FC, 'deployed'],
    [{ ...LAMBDA, IS_OFFLINE: 'true' }, 'offline'],
    [{ ...LAMBDA, IS_LOCAL: 'true' }, 'invoke-local'],
    [{ IS_OFFLINE: '', IS_LOCAL: '' }, 'server'],
  ])('reads %j as %s', (env, mode) => {
    expect(runMode(env)).toBe(mode);
  });
});

describe('readReceiverConfig', () => {
  it('has defaults for everything', () => {
    expect(readReceiverConfig({})).toEqual({
      LOG_LEVEL: 'info',
      LOG_REDACT: [],
      CALLBACK_FIELDS: {},
      ACK_BUDGET_MS: 3_500,
      MAX_BODY_BYTES: 262_144,
      OSS_PUB_KEY_PINNED: true,
      OSS_PUB_KEY_ALLOW_HTTP: false,
    });
  });

  it('takes an empty variable for one that is not there', () => {
    expect(readReceiverConfig({ CALLBACK_PATH: '', ACK_BUDGET_MS: '', OSS_PUB_KEY_PINNED: '' })).toEqual(
      readReceiverConfig({}),
    );
  });

  it('reads every variable', () => {
    expect(
      readReceiverConfig({
        CALLBACK_PATH: '/oss/callback',
        PUBLIC_PATH_PREFIX: '/prod',
        CALLBACK_FIELDS: 'filename=object, height=imageInfo.height',
        ACK_BUDGET_MS: '2000',
        MAX_BODY_BYTES: '1024',
        OSS_PUB_KEY_FILE: 'key.pem',
        OSS_PUB_KEY_PINNED: 'false',
        OSS_PUB_KEY_ALLOW_HTTP: 'true',
        LOG_LEVEL: 'debug',
        LOG_REDACT: 'phone, mail,',
        SOMETHING_ELSE: 'x',
      }),
    ).toEqual({
      CALLBACK_PATH: '/oss/callback',
      PUBLIC_PATH_PREFIX: '/prod',
      CALLBACK_FIELDS: { filename: 'object', height: 'imageInfo.height' },
      ACK_BUDGET_MS: 2_000,
      MAX_BODY_BYTES: 1_024,
      OSS_PUB_KEY_FILE: 'key.pem',
      OSS_PUB_KEY_PINNED: false,
      OSS_PUB_KEY_ALLOW_HTTP: true,
      LOG_LEVEL: 'debug',
      LOG_REDACT: ['phone', 'mail'],
    });
  });

  it.each<[string, string[], string]>([
    [
      'CALLBACK_PATH',
      ['oss/callback', '/a?b', '/a#b', '/a b', '/%', '/%zz', 'http://h/cb'],
      'a path that begins with / and has no query',
    ],
    ['PUBLIC_PATH_PREFIX', ['prod', '/a?b', '/%4'], 'a path that begins with / and has no query'],
    [
      'CALLBACK_FIELDS',
      ['filename', 'filename=', '=object', 'filename=objekt', 'filename=Object', 'a=object;b=size', 'a=__proto__'],
      'a list like filename=object,height=imageInfo.height of the variables bucket, object, etag, size, mimeType, imageInfo.height, imageInfo.width, imageInfo.format, crc64, contentMd5, vpcId, clientIp, reqId, operation',
    ],
    [
      'ACK_BUDGET_MS',
      ['99', '4901', '3.5', '-1', '1e3', 'soon', ' 3500', '0x100', '99999999999999999999'],
      'a whole number from 100 to 4900',
    ],
    ['MAX_BODY_BYTES', ['0', '1048577', '256k', 'NaN'], 'a whole number from 1 to 1048576'],
    ['OSS_PUB_KEY_PINNED', ['no', 'FALSE', '0', 'yes'], 'one of true, false'],
    ['OSS_PUB_KEY_ALLOW_HTTP', ['no', 'TRUE', '1'], 'one of true, false'],
    ['LOG_LEVEL', ['trace', 'DEBUG', 'fatal'], 'one of debug, info, warn, error, silent'],
  ])('names %s and what it may be', (name, values, expected) => {
    for (const value of values) {
      expect(refusal(readReceiverConfig, { [name]: value })).toBe(
        `${name} must be ${expected}, got ${JSON.stringify(value)}`,
      );
    }
  });

  it.each([LAMBDA, FC])('refuses keys for local runs where %j is deployed', (deployed) => {
    expect(refusal(readReceiverConfig, { ...deployed, OSS_PUB_KEY_PINNED: 'false' })).toBe(
      'OSS_PUB_KEY_PINNED must be true where the function is deployed',
    );
    expect(refusal(readReceiverConfig, { ...deployed, OSS_PUB_KEY_ALLOW_HTTP: 'true' })).toBe(
      'OSS_PUB_KEY_ALLOW_HTTP must be false where the function is deployed',
    );
    expect(readReceiverConfig({ ...deployed, IS_LOCAL: 'true', OSS_PUB_KEY_PINNED: 'false' })).toBeDefined();
    expect(readReceiverConfig({ ...deployed, IS_OFFLINE: 'true', OSS_PUB_KEY_ALLOW_HTTP: 'true' })).toBeDefined();
  });
});

describe('readQueueConfig', () => {
  const url = 'https://sqs.eu-central-1.amazonaws.com/123456789012/uploads';

  it.each<[Env, object]>([
    [
      { QUEUE: 'sqs', QUEUE_URL: url },
      { kind: 'sqs', url },
    ],
    [
      { QUEUE: 'sqs', QUEUE_URL: 'http://localhost:9324/000000000000/uploads' },
      { kind: 'sqs', url: 'http://localhost:9324/000000000000/uploads' },
    ],
    [{ QUEUE: 'memory' }, { kind: 'memory' }],
    [{ QUEUE: 'discard' }, { kind: 'discard' }],
    [{ IS_LOCAL: 'true' }, { kind: 'memory' }],
    [
      { QUEUE: 'fc', FC_WORKER: 'worker', FC_ACCOUNT_ID: '1234567890123456', FC_REGION: 'cn-hangzhou', ...FC },
      {
        kind: 'fc',
        api: 3,
        worker: 'worker',
        endpoint: 'https://1234567890123456.cn-hangzhou.fc.aliyuncs.com',
        accountId: '1234567890123456',
      },
    ],
    [
      {
        QUEUE: 'fc',
        FC_API: '2',
        FC_WORKER: 'svc.LATEST/worker',
        FC_ENDPOINT: '1234567890123456.cn-hangzhou.fc.aliyuncs.com',
      },
      {
        kind: 'fc',
        api: 2,
        worker: 'svc.LATEST/worker',
        endpoint: 'https://1234567890123456.cn-hangzhou.fc.aliyuncs.com',
        accountId: '1234567890123456',
      },
    ],
    [
      { QUEUE: 'fc', FC_WORKER: 'worker', FC_ENDPOINT: 'http://127.0.0.1:9100/' },
      { kind: 'fc', api: 3, worker: 'worker', endpoint: 'http://127.0.0.1:9100', accountId: '' },
    ],
    [
      {
        QUEUE: 'fc',
        ALIYUN_FC_API: '2',
        ALIYUN_FC_WORKER: 'svc/worker',
        ALIYUN_FC_ENDPOINT: 'https://1234567890123456.cn-hangzhou.fc.aliyuncs.com',
        ...FC,
      },
      {
        kind: 'fc',
        api: 2,
        worker: 'svc/worker',
        endpoint: 'https://1234567890123456.cn-hangzhou.fc.aliyuncs.com',
        accountId: '1234567890123456',
      },
    ],
    [
      { ...LAMBDA, QUEUE: 'sqs', QUEUE_URL: url },
      { kind: 'sqs', url },
    ],
  ])('reads %j', (env, config) => {
    expect(readQueueConfig(env)).toEqual(config);
  });

  it.each<[Env, string]>([
    [{}, 'QUEUE must be stated: one of sqs, fc, memory, discard'],
    [{ IS_OFFLINE: 'true' }, 'QUEUE must be stated: one of sqs, fc, memory, discard'],
    [LAMBDA, 'QUEUE must be stated: one of sqs, fc, memory, discard'],
    [{ QUEUE: 'kafka' }, 'QUEUE must be one of sqs, fc, memory, discard, got "kafka"'],
    [{ QUEUE: 'sqs' }, 'QUEUE_URL must be stated where QUEUE is sqs'],
    [{ QUEUE: 'sqs', QUEUE_URL: 'uploads' }, 'QUEUE_URL must be an http or https URL, got "uploads"'],
    [
      { QUEUE: 'sqs', QUEUE_URL: 'arn:aws:sqs:eu-central-1:1:uploads' },
      'QUEUE_URL must be an http or https URL, got "arn:aws:sqs:eu-central-1:1:uploads"',
    ],
    [{ ...LAMBDA, QUEUE: 'memory' }, 'QUEUE must be sqs where the function is deployed'],
    [{ ...FC, QUEUE: 'discard' }, 'QUEUE must be fc where the function is deployed'],
    [{ QUEUE: 'fc' }, 'FC_WORKER must be stated'],
    [
      { QUEUE: 'fc', FC_WORKER: 'w' },
      'FC_ENDPOINT must be stated where the runtime sets no FC_ACCOUNT_ID and FC_REGION',
    ],
    [{ QUEUE: 'fc', FC_WORKER: 's/w' }, 'FC_WORKER must be the name of a function where FC_API is 3, got "s/w"'],
    [{ QUEUE: 'fc', FC_WORKER: '../w' }, 'FC_WORKER must be the name of a function where FC_API is 3, got "../w"'],
    [{ QUEUE: 'fc', FC_API: '2', FC_WORKER: 'w' }, 'FC_WORKER must be service/function where FC_API is 2, got "w"'],
    [{ QUEUE: 'fc', FC_API: '1', FC_WORKER: 'w' }, 'FC_API must be one of 2, 3, got "1"'],
    [
      { QUEUE: 'fc', FC_WORKER: 'w', FC_ENDPOINT: 'https://a/b' },
      'FC_ENDPOINT must be an origin such as https://<account>.<region>.fc.aliyuncs.com, got "https://a/b"',
    ],
    [
      { QUEUE: 'fc', FC_API: '2', FC_WORKER: 's/w', FC_ENDPOINT: 'http://127.0.0.1:9100' },
      'FC_ACCOUNT_ID must be stated where FC_API is 2',
    ],
  ])('refuses %j', (env, message) => {
    expect(refusal(readQueueConfig, env)).toBe(message);
  });
});

describe('readStoreConfig', () => {
  it.each<[Env, object]>([
    [
      { STORE: 'dynamodb', UPLOADS_TABLE: 'uploads' },
      { kind: 'dynamodb', table: 'uploads' },
    ],
    [{ STORE: 'memory' }, { kind: 'memory' }],
    [
      { STORE: 'postgres', DATABASE_URL: 'postgres://h/d', DATABASE_CA_FILE: 'ca.pem', DATABASE_MAX_CONNECTIONS: '9' },
      { kind: 'postgres', url: 'postgres://h/d', caFile: 'ca.pem', maxConnections: 9 },
    ],
    [
      { ...FC, STORE: 'postgres', DATABASE_URL_NAME: 'db' },
      { kind: 'postgres', maxConnections: 4 },
    ],
    [{ IS_LOCAL: 'true' }, { kind: 'memory' }],
  ])('reads %j', (env, config) => {
    expect(readStoreConfig(env)).toEqual(config);
  });

  it.each<[Env, string]>([
    [{}, 'STORE must be stated: one of dynamodb, postgres, memory'],
    [{ STORE: 'mysql' }, 'STORE must be one of dynamodb, postgres, memory, got "mysql"'],
    [{ STORE: 'dynamodb' }, 'UPLOADS_TABLE must be stated where STORE is dynamodb'],
    [{ ...LAMBDA, STORE: 'memory' }, 'STORE must be dynamodb or postgres where the function is deployed'],
    [{ ...FC, STORE: 'dynamodb', UPLOADS_TABLE: 't' }, 'STORE must be postgres where the function is deployed'],
    [{ STORE: 'postgres' }, 'DATABASE_URL must be stated where STORE is postgres'],
    [{ ...FC, STORE: 'postgres' }, 'DATABASE_URL_NAME must be stated where STORE is postgres'],
  ])('refuses %j', (env, message) => {
    expect(refusal(readStoreConfig, env)).toBe(message);
  });
});

describe('readWorkerConfig', () => {
  it('reads its variables', () => {
    expect(readWorkerConfig({})).toEqual({ LOG_LEVEL: 'info', LOG_REDACT: [], CALLBACK_FIELDS: {} });
    expect(readWorkerConfig({ RETENTION_DAYS: '30', REVIEW_RULES: '{"a":[1]}' })).toMatchObject({
      RETENTION_DAYS: 30,
      REVIEW_RULES: { a: [1] },
    });
  });

  it.each([
    ['RETENTION_DAYS', '0', 'a whole number from 1 to 36500'],
    ['RETENTION_DAYS', 'for ever', 'a whole number from 1 to 36500'],
    ['REVIEW_RULES', '{', 'JSON'],
  ])('names %s', (name, value, expected) => {
    expect(refusal(readWorkerConfig, { [name]: value })).toBe(
      `${name} must be ${expected}, got ${JSON.stringify(value)}`,
    );
  });
});

describe('readServerConfig', () => {
  it('listens on loopback unless told otherwise', () => {
    expect(readServerConfig({})).toEqual({ PORT: 3_000, HOST: '127.0.0.1' });
    expect(readServerConfig({ PORT: '0', HOST: '::' })).toEqual({ PORT: 0, HOST: '::' });
  });

  it.each(['65536', '-1', 'http', '3000.5'])('refuses PORT=%s', (value) => {
    expect(refusal(readServerConfig, { PORT: value })).toBe(
      `PORT must be a whole number from 0 to 65535, got ${JSON.stringify(value)}`,
    );
  });
});
