import { readDeclaredResources } from '../../lib/local/declared-resources.ts';
import { setInvokeLocalEnvironment, setOfflineEnvironment } from '../../lib/local/local-environment.ts';
import { readLocalSettings } from '../../lib/local/local-settings.ts';
import { declaredService } from '../helpers/declared-service.ts';

const settings = readLocalSettings({}, {}, '/');

function offline(env: Readonly<Record<string, string>>) {
  const declared = declaredService();
  setOfflineEnvironment(declared, {
    env,
    settings,
    resources: readDeclaredResources(declared),
    trustedKeysFile: '/keys.pem',
  });
  const { provider, functions } = declared.service;
  return {
    provider: provider.environment,
    callback: functions['callback']?.environment,
    worker: functions['worker']?.environment,
  };
}

describe('setOfflineEnvironment', () => {
  it('points the functions to the local queue and table, on any path', () => {
    expect(offline({})).toEqual({
      provider: {
        LOG_LEVEL: '',
        AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9324',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_SESSION_TOKEN: '',
        AWS_PROFILE: '',
        OSS_PUB_KEY_FILE: '/keys.pem',
      },
      callback: { TRUST: 'signature', QUEUE: 'sqs', QUEUE_URL: 'http://127.0.0.1:9324/000000000000/svc-dev-Uploads' },
      worker: { TRUST: 'signature', STORE: 'dynamodb', UPLOADS_TABLE: 'svc-dev-Table' },
    });
  });

  it('lets the shell win', () => {
    const env = { CALLBACK_PATH: '/x', QUEUE: 'memory', STORE: 'memory', LOG_LEVEL: 'debug' };
    const { provider, callback, worker } = offline(env);
    expect(provider).toMatchObject({ LOG_LEVEL: 'debug' });
    expect(callback).toMatchObject({ CALLBACK_PATH: '/x', QUEUE: 'memory' });
    expect(worker).toMatchObject({ STORE: 'memory' });
  });

  it('keeps the credentials of whoever points elsewhere himself', () => {
    const { provider } = offline({ AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4566' });
    expect(provider).toMatchObject({ AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4566' });
    expect(provider).not.toHaveProperty('AWS_ACCESS_KEY_ID');
  });
});

describe('setInvokeLocalEnvironment', () => {
  it('leaves out what only a deployed function has, and needs no credentials', () => {
    const declared = declaredService();
    expect(setInvokeLocalEnvironment(declared, { env: {}, settings })).toMatchObject({
      AWS_ACCESS_KEY_ID: 'local',
      AWS_PROFILE: '',
    });
    expect(declared.service.provider.environment).toEqual({ LOG_LEVEL: '' });
    expect(declared.service.functions['callback']?.environment).toEqual({ TRUST: 'signature' });
    expect(declared.service.functions['worker']?.environment).toEqual({ TRUST: 'signature' });
  });

  it('trusts the key of a local OSS that has run, unless the shell names keys', () => {
    const trustedBy = (env: Readonly<Record<string, string>>) => {
      const declared = declaredService();
      setInvokeLocalEnvironment(declared, { env, settings, trustedKeysFile: '/keys.pem' });
      return declared.service.provider.environment?.['OSS_PUB_KEY_FILE'];
    };
    expect(trustedBy({})).toBe('/keys.pem');
    expect(trustedBy({ OSS_PUB_KEY_FILE: '/own.pem' })).toBeUndefined();
  });

  it('keeps what the shell states, and its credentials', () => {
    const declared = declaredService();
    expect(setInvokeLocalEnvironment(declared, { env: { QUEUE: 'sqs', QUEUE_URL: 'http://q' }, settings })).toEqual({});
    expect(declared.service.functions['callback']?.environment).toEqual({
      TRUST: 'signature',
      QUEUE: 'sqs',
      QUEUE_URL: 'http://q',
    });
  });
});
