import { ConfigInvalidError } from '../../lib/errors.ts';
import { checkConfiguration } from '../../lib/local/check-configuration.ts';
import { declaredService } from '../helpers/declared-service.ts';

const deployed = { AWS_LAMBDA_FUNCTION_NAME: 'svc' };

describe('checkConfiguration', () => {
  it('accepts what serverless.yml declares', () => {
    expect(() => {
      checkConfiguration(declaredService(), deployed);
    }).not.toThrow();
  });

  it.each([
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of debug, info, warn, error, silent, got "loud"'],
    ['RETENTION_DAYS', '0', 'RETENTION_DAYS must be a whole number from 1 to 36500, got "0"'],
    ['ACK_BUDGET_MS', '5000', 'ACK_BUDGET_MS must be a whole number from 100 to 4900, got "5000"'],
    ['QUEUE', 'memory', 'QUEUE must be sqs where the function is deployed'],
    ['STORE', 'memory', 'STORE must be dynamodb or postgres where the function is deployed'],
    ['STORE', 'postgres', 'DATABASE_URL_NAME must be stated where STORE is postgres'],
    ['TRUST', '', 'TRUST must be stated where the function is deployed: ticket, confirm, or signature'],
    [
      'TRUST',
      'ticket',
      'OSS_TICKET_SECRET_NAME must be stated where TRUST is ticket: the name of a secret, never the secret',
    ],
    ['TRUST', 'confirm', 'OSS_ALLOWED_BUCKETS must be stated where TRUST has confirm'],
    ['OSS_PUB_KEY_PINNED', 'false', 'OSS_PUB_KEY_PINNED must be true where the function is deployed'],
  ])('names %s where it is %s', (name, value, message) => {
    const declared = declaredService();
    for (const definition of Object.values(declared.service.functions)) {
      if (name in (definition.environment ?? {}) || !['QUEUE', 'STORE', 'TRUST'].includes(name)) {
        definition.environment = { ...definition.environment, [name]: value };
      }
    }
    expect(() => {
      checkConfiguration(declared, deployed);
    }).toThrow(new ConfigInvalidError(message));
  });

  it('names a secret of the shell that could be guessed', () => {
    const declared = declaredService();
    for (const definition of Object.values(declared.service.functions)) {
      definition.environment = { ...definition.environment, TRUST: 'ticket' };
    }
    expect(() => {
      checkConfiguration(declared, { IS_OFFLINE: 'true', OSS_TICKET_SECRET: 'short' });
    }).toThrow(new ConfigInvalidError('OSS_TICKET_SECRET must have at least 32 characters'));
  });

  const confirming = {
    TRUST: 'confirm',
    OSS_ALLOWED_BUCKETS: 'b-1',
    OSS_REGION: 'cn-hangzhou',
    OSS_CREDENTIALS_NAME: 'c',
  };
  const uploading = {
    UPLOAD_BUCKET: 'b-1',
    OSS_REGION: 'cn-hangzhou',
    OSS_CALLBACK_URL: 'https://h/',
    OSS_CREDENTIALS_NAME: 'c',
    OSS_TICKET_SECRET_NAME: 't',
    UPLOAD_POLICY_TOKEN_NAME: 'u',
  };
  const reconciling = {
    RECONCILE_PREFIXES: 'b-1/',
    OSS_REGION: 'cn-hangzhou',
    OSS_CREDENTIALS_NAME: 'c',
    STORE: 'dynamodb',
    UPLOADS_TABLE: 't',
  };

  it.each([
    ['worker', confirming],
    ['upload-policy', uploading],
    ['upload-policy', { ...uploading, UPLOAD_BUCKET: '', UPLOAD_POLICY_TOKEN_NAME: '' }],
    ['reconcile', reconciling],
    ['reconcile', { RECONCILE_PREFIXES: '', STORE: 'dynamodb' }],
  ])('accepts a %s that is configured, or not deployed: %j', (name, environment) => {
    expect(() => {
      checkConfiguration(declaredWith(name, environment), deployed);
    }).not.toThrow();
  });

  it.each([
    [
      'worker',
      { ...confirming, OSS_CREDENTIALS_NAME: '' },
      'OSS_CREDENTIALS_NAME must be stated where TRUST is confirm',
    ],
    ['worker', { ...confirming, OSS_REGION: '' }, 'OSS_REGION must be stated'],
    ['upload-policy', { ...uploading, OSS_REGION: '' }, 'OSS_REGION must be stated'],
    ['upload-policy', { ...uploading, UPLOAD_MAX_BYTES: 'x' }, 'UPLOAD_MAX_BYTES must be a whole number'],
    [
      'upload-policy',
      { ...uploading, OSS_CREDENTIALS_NAME: '' },
      'OSS_CREDENTIALS_NAME must be stated where UPLOAD_BUCKET is',
    ],
    ['upload-policy', { ...uploading, OSS_TICKET_SECRET: 's' }, 'OSS_TICKET_SECRET must not be stated'],
    [
      'upload-policy',
      { ...uploading, UPLOAD_BUCKET: '' },
      'UPLOAD_BUCKET must be stated where UPLOAD_POLICY_TOKEN_NAME is: without it nothing is deployed',
    ],
    [
      'reconcile',
      { ...reconciling, OSS_CREDENTIALS_NAME: '' },
      'OSS_CREDENTIALS_NAME must be stated where RECONCILE_PREFIXES is',
    ],
    ['reconcile', { ...reconciling, RECONCILE_PREFIXES: 'b-1/{dd}/' }, 'RECONCILE_PREFIXES must be a list like'],
    [
      'reconcile',
      { ...reconciling, CALLBACK_FIELDS: 'b=bucket' },
      'CALLBACK_FIELDS must say which fields are object and etag',
    ],
    [
      'reconcile',
      { ...reconciling, RECONCILE_PREFIXES: '', RECONCILE_MAX_PAGES: '3' },
      'RECONCILE_PREFIXES must be stated where RECONCILE_MAX_PAGES is: without it nothing is deployed',
    ],
  ])('refuses a %s that is configured by halves: %j', (name, environment, message) => {
    expect(() => {
      checkConfiguration(declaredWith(name, environment), deployed);
    }).toThrow(message);
  });
});

/** The service with one function changed, or added. */
function declaredWith(name: string, environment: Record<string, string>) {
  const declared = declaredService();
  const { [name]: before = { name, handler: `${name}.handler`, events: [] } } = declared.service.functions;
  declared.service.functions[name] = { ...before, environment: { ...before.environment, ...environment } };
  return declared;
}
