import { composeUploadPolicy } from '../../handlers/compose-upload-policy.ts';
import type { Env } from '../../lib/config.ts';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { parseCallback } from '../../lib/params/parse-callback.ts';
import type { PostForm } from '../../lib/upload-policy/create-post-form.ts';

const ENV: Env = {
  LOG_LEVEL: 'silent',
  OSS_REGION: 'cn-hangzhou',
  UPLOAD_BUCKET: 'my-uploads',
  UPLOAD_CONTENT_TYPES: 'image/*',
  OSS_CALLBACK_URL: 'https://cb.example.com/oss/callback',
  OSS_CREDENTIALS: '{"accessKeyId":"id","accessKeySecret":"secret"}',
  OSS_TICKET_SECRET: 'the ticket secret of these tests, long enough',
  UPLOAD_POLICY_TOKEN: 'the-token-of-these-tests',
};

async function ask(env: Env): Promise<PostForm> {
  const reply = await composeUploadPolicy(env)({
    method: 'POST',
    path: '/upload-policy',
    pathEncoding: 'encoded',
    rawQuery: '',
    headers: { authorization: 'Bearer the-token-of-these-tests' },
    body: Buffer.from('{"contentType":"image/png"}'),
    requestId: 'r-1',
  });
  expect(reply.status).toBe(200);
  return JSON.parse(reply.body) as PostForm;
}

const callbackOf = ({ fields }: PostForm) => parseCallback(fields['callback'] ?? '');

describe('composeUploadPolicy', () => {
  it('pins a callback with every variable of OSS and the ticket', async () => {
    const callback = callbackOf(await ask(ENV));
    expect(callback).toMatchObject({
      urls: ['https://cb.example.com/oss/callback'],
      bodyType: 'application/x-www-form-urlencoded',
      sni: true,
    });
    expect(callback.body).toMatch(
      /^bucket=\$\{bucket\}&object=\$\{object\}&.*&reqId=\$\{reqId\}.*&ticket=v1\.[\w.-]+$/,
    );
  });

  it('takes a body of the user’s own, and several URLs', async () => {
    const body = '{"b":${bucket},"filename":${object}}';
    const env = { ...ENV, OSS_CALLBACK_BODY: body, CALLBACK_FIELDS: 'b=bucket,filename=object' };
    const callback = callbackOf(await ask({ ...env, OSS_CALLBACK_URL: 'https://a.example.com;https://b.example.com' }));
    expect(callback).toMatchObject({
      urls: ['https://a.example.com', 'https://b.example.com'],
      bodyType: 'application/json',
    });
    expect(callback.body).toMatch(/^\{"b":\$\{bucket\},"filename":\$\{object\},"ticket":"v1\.[\w.-]+"\}$/);
  });

  it.each([
    ['object=${object}'],
    ['{"bucket":${bucket},"object":${object}'],
    ['b=${bucket}&object=${object}'],
    ['bucket=${bucket}&object=${object}&object=${etag}'],
  ])('refuses to start where no ticket could be checked: %s', (body) => {
    expect(() => composeUploadPolicy({ ...ENV, OSS_CALLBACK_BODY: body })).toThrow('OSS_CALLBACK_BODY must carry');
  });

  it.each([
    ['OSS_CREDENTIALS', 'OSS_CREDENTIALS must be stated'],
    ['UPLOAD_POLICY_TOKEN', 'UPLOAD_POLICY_TOKEN must be stated'],
    ['UPLOAD_BUCKET', 'UPLOAD_BUCKET must be stated'],
    ['OSS_REGION', 'OSS_REGION must be stated'],
  ])('refuses to start without %s', (name, message) => {
    expect(() => composeUploadPolicy({ ...ENV, [name]: undefined })).toThrow(message);
  });

  it.each<[string, string]>([
    ['OSS_CALLBACK_URL', 'https://[::1]/x'],
    ['OSS_CALLBACK_URL', 'https://exa mple.com/x'],
    ['OSS_CALLBACK_URL', Array(6).fill('https://cb.example.com').join(';')],
    ['OSS_CALLBACK_URL', 'https://cb.example.com/${x}'],
    // What OSS takes with a shorter ticket than the longest.
    ['OSS_CALLBACK_BODY', `bucket=\${bucket}&object=\${object}&x=${'x'.repeat(3_550)}`],
    ['UPLOAD_KEY_PREFIX', 'u'.repeat(1_024)],
    ['UPLOAD_CONTENT_TYPES', 'jpeg,png'],
    ['UPLOAD_MIN_BYTES', '5368709120'],
    ['OSS_ENDPOINT', 'https://oss?x=1'],
  ])('refuses to start with %s=%s, which would never work', (name, value) => {
    const compose = () => composeUploadPolicy({ ...ENV, [name]: value });
    expect(compose).toThrow(ConfigInvalidError);
    expect(compose).toThrow(`${name} must `);
  });

  it('takes a private callback address but where it is deployed, where OSS refuses every upload with it', () => {
    const env = { ...ENV, OSS_CALLBACK_URL: 'http://127.0.0.1:3000/oss/callback' };
    expect(() => composeUploadPolicy(env)).not.toThrow();
    const deployed = {
      ...env,
      AWS_LAMBDA_FUNCTION_NAME: 'upload-policy',
      OSS_CREDENTIALS: '',
      OSS_CREDENTIALS_NAME: 'credentials',
      OSS_TICKET_SECRET: '',
      OSS_TICKET_SECRET_NAME: 'ticket',
      UPLOAD_POLICY_TOKEN: '',
      UPLOAD_POLICY_TOKEN_NAME: 'token',
    };
    const secretByName = (name: string) => ({ name, read: () => Promise.resolve([]) });
    const compose = () => composeUploadPolicy(deployed, { secretByName });
    expect(compose).toThrow(ConfigInvalidError);
    expect(compose).toThrow('OSS_CALLBACK_URL must be one that OSS calls');
  });

  it('refuses to start with a token that could be guessed', () => {
    const env = { ...ENV, UPLOAD_POLICY_TOKEN: 'fifteen-letters,the-token-before-it' };
    expect(() => composeUploadPolicy(env)).toThrow('UPLOAD_POLICY_TOKEN must have at least 16 characters');
    expect(() => composeUploadPolicy({ ...env, UPLOAD_POLICY_TOKEN: 'sixteen--letters,short' })).not.toThrow();
  });

  it('refuses a secret in the environment of a deployed function', () => {
    expect(() => composeUploadPolicy({ ...ENV, AWS_LAMBDA_FUNCTION_NAME: 'upload-policy' })).toThrow(
      'OSS_CREDENTIALS must not be stated where the function is deployed: state OSS_CREDENTIALS_NAME',
    );
  });
});
