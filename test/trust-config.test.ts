import type { Env } from '../lib/config.ts';
import { readOssConfig, readSecretConfig, readTrust, readUploadPolicyConfig } from '../lib/trust-config.ts';

const DEPLOYED: Env = { AWS_LAMBDA_FUNCTION_NAME: 'callback' };

describe('readTrust', () => {
  it('must be told where a function is deployed', () => {
    expect(() => readTrust(DEPLOYED)).toThrow('TRUST must be stated where the function is deployed');
    expect(() => readTrust({ ...DEPLOYED, TRUST: '' })).toThrow('TRUST must be stated');
    expect(readTrust({ ...DEPLOYED, TRUST: 'ticket' })).toEqual(['ticket']);
  });

  it('is the signature alone in a local run that does not say', () => {
    expect(readTrust({})).toEqual(['signature']);
    expect(readTrust({ ...DEPLOYED, IS_OFFLINE: 'true' })).toEqual(['signature']);
  });
});

describe('readSecretConfig', () => {
  it('takes a name anywhere, and the secret itself in a local run only', () => {
    expect(readSecretConfig({ ...DEPLOYED, OSS_TICKET_SECRET_NAME: 'a' }, 'OSS_TICKET_SECRET')).toEqual({
      kind: 'name',
      name: 'a',
    });
    expect(readSecretConfig({ OSS_TICKET_SECRET: 'new, old' }, 'OSS_TICKET_SECRET')).toEqual({
      kind: 'text',
      versions: ['new', 'old'],
    });
    expect(readSecretConfig({ OSS_CREDENTIALS: '{"a":1,"b":2}' }, 'OSS_CREDENTIALS')).toEqual({
      kind: 'text',
      versions: ['{"a":1,"b":2}'],
    });
    expect(readSecretConfig({}, 'OSS_TICKET_SECRET')).toBeUndefined();
  });

  it('refuses a secret in the environment of a deployed function, without repeating it', () => {
    const read = () => readSecretConfig({ ...DEPLOYED, OSS_TICKET_SECRET: 'hush' }, 'OSS_TICKET_SECRET');
    expect(read).toThrow(
      'OSS_TICKET_SECRET must not be stated where the function is deployed: state OSS_TICKET_SECRET_NAME',
    );
  });

  it('refuses both', () => {
    const env = { OSS_TICKET_SECRET: 'a', OSS_TICKET_SECRET_NAME: 'b' };
    expect(() => readSecretConfig(env, 'OSS_TICKET_SECRET')).toThrow('must not both be stated');
  });
});

describe('readOssConfig', () => {
  it('takes a region as people write it', () => {
    const expected = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' };
    expect(readOssConfig({ OSS_REGION: 'cn-hangzhou' })).toEqual(expected);
    expect(readOssConfig({ OSS_REGION: 'oss-cn-hangzhou' })).toEqual(expected);
    expect(readOssConfig({ OSS_REGION: 'cn-hangzhou', OSS_ENDPOINT: 'http://127.0.0.1:9200' }).endpoint).toBe(
      'http://127.0.0.1:9200',
    );
  });

  it('must be told the region', () => {
    expect(() => readOssConfig({})).toThrow('OSS_REGION must be stated');
  });

  it.each(['oss', 'https://oss/path', 'https://oss?x=1', 'https://[oss', 'https://oss:99999', 'ftp://oss'])(
    'refuses an endpoint that is no origin: %s',
    (OSS_ENDPOINT) => {
      expect(() => readOssConfig({ OSS_REGION: 'x', OSS_ENDPOINT })).toThrow('OSS_ENDPOINT must be an origin');
    },
  );

  it('takes an endpoint with a slash at its end for the same without', () => {
    expect(readOssConfig({ OSS_REGION: 'x', OSS_ENDPOINT: 'https://oss.x/' }).endpoint).toBe('https://oss.x');
  });
});

describe('readUploadPolicyConfig', () => {
  const env = { UPLOAD_BUCKET: 'my-uploads', OSS_CALLBACK_URL: 'https://cb.example.com/oss/callback' };

  it('has defaults for all but the bucket and the callback URL', () => {
    expect(readUploadPolicyConfig(env)).toMatchObject({
      UPLOAD_KEY_PREFIX: 'uploads/',
      UPLOAD_MIN_BYTES: 1,
      UPLOAD_MAX_BYTES: 104_857_600,
      UPLOAD_CONTENT_TYPES: [],
      UPLOAD_EXPIRES_SECONDS: 900,
      UPLOAD_ORIGINS: [],
    });
    expect(() => readUploadPolicyConfig({ ...env, UPLOAD_BUCKET: '' })).toThrow('UPLOAD_BUCKET must be stated');
    expect(() => readUploadPolicyConfig({ ...env, OSS_CALLBACK_URL: '' })).toThrow('OSS_CALLBACK_URL must be stated');
  });

  it.each([
    ['UPLOAD_BUCKET', 'My_Bucket'],
    ['UPLOAD_KEY_PREFIX', '/uploads'],
    ['UPLOAD_EXPIRES_SECONDS', '604801'],
    ['UPLOAD_MAX_BYTES', '6gb'],
    ['OSS_CALLBACK_URL', 'cb.example.com'],
    ['OSS_CALLBACK_URL', 'https://exa mple.com/x'],
    ['OSS_CALLBACK_URL', 'https://a.example.com;'],
    ['OSS_CALLBACK_URL', 'https://a.example.com;b.example.com'],
    ['UPLOAD_CONTENT_TYPES', 'jpeg,png'],
    ['UPLOAD_CONTENT_TYPES', 'image/*,*/*'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => readUploadPolicyConfig({ ...env, [name]: value })).toThrow(`${name} must be `);
  });

  it('refuses a least size over the greatest', () => {
    const sizes = { UPLOAD_MIN_BYTES: '2', UPLOAD_MAX_BYTES: '1' };
    expect(() => readUploadPolicyConfig({ ...env, ...sizes })).toThrow(
      'UPLOAD_MIN_BYTES must not be over UPLOAD_MAX_BYTES, got 2 and 1',
    );
    expect(readUploadPolicyConfig({ ...env, ...sizes, UPLOAD_MIN_BYTES: '1' })).toMatchObject({ UPLOAD_MIN_BYTES: 1 });
  });
});
