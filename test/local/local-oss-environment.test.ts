import { localOssEnvironment } from '../../lib/local/local-oss-environment.ts';

const settings = { httpPort: 13_000, ossPort: 19_200 };
const POLICY = {
  UPLOAD_BUCKET: '',
  OSS_REGION: '',
  OSS_ENDPOINT: '',
  OSS_CALLBACK_URL: { Ref: 'x' },
  OSS_CREDENTIALS_NAME: '',
  OSS_TICKET_SECRET_NAME: '',
  UPLOAD_POLICY_TOKEN_NAME: '',
};

describe('localOssEnvironment', () => {
  it('gives a function the local OSS, a bucket and what to call back, as far as it declares them', () => {
    expect(localOssEnvironment(POLICY, { env: {}, settings })).toEqual({
      UPLOAD_BUCKET: 'my-bucket',
      OSS_REGION: 'cn-hangzhou',
      OSS_ENDPOINT: 'http://127.0.0.1:19200',
      OSS_CALLBACK_URL: 'http://127.0.0.1:13000/oss/callback',
      OSS_CREDENTIALS: '{"accessKeyId":"local-access-key","accessKeySecret":"local-access-secret"}',
      UPLOAD_POLICY_TOKEN: 'local-upload-policy-token',
    });
    expect(localOssEnvironment({ RECONCILE_PREFIXES: '' }, { env: {}, settings })).toEqual({
      RECONCILE_PREFIXES: 'my-bucket/',
    });
    expect(localOssEnvironment({ QUEUE: 'sqs' }, { env: {}, settings })).toEqual({});
  });

  it('lets the shell win', () => {
    const env = { UPLOAD_BUCKET: 'mine', CALLBACK_PATH: '/hook', UPLOAD_POLICY_TOKEN: 'a-token-of-my-own' };
    expect(localOssEnvironment(POLICY, { env, settings })).toMatchObject({
      UPLOAD_BUCKET: 'mine',
      OSS_CALLBACK_URL: 'http://127.0.0.1:13000/hook',
      UPLOAD_POLICY_TOKEN: 'a-token-of-my-own',
    });
    expect(localOssEnvironment(POLICY, { env: { UPLOAD_POLICY_TOKEN_NAME: 'n' }, settings })).not.toHaveProperty(
      'UPLOAD_POLICY_TOKEN',
    );
  });

  it.each(['OSS_REGION', 'OSS_ENDPOINT', 'OSS_CREDENTIALS', 'OSS_CREDENTIALS_NAME'])(
    'leaves all of OSS to whoever states %s: local credentials never go to a real one, nor real ones to the local',
    (name) => {
      const told = localOssEnvironment(POLICY, { env: { [name]: 'x' }, settings });
      expect(Object.keys(told).sort()).toEqual(['OSS_CALLBACK_URL', 'UPLOAD_BUCKET', 'UPLOAD_POLICY_TOKEN']);
    },
  );
});
