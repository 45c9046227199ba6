import OSS from 'ali-oss';
import { createPostForm, type PostUpload } from '../../lib/upload-policy/create-post-form.ts';

const NOW = Date.UTC(2026, 10, 22, 10, 15, 30);
const CREDENTIALS = { accessKeyId: 'test-id', accessKeySecret: 'test-secret' };
const UPLOAD: PostUpload = {
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  bucket: 'my-uploads',
  region: 'cn-hangzhou',
  credentials: CREDENTIALS,
  scope: 'key',
  object: 'photos/a.png',
  contentType: 'image/png',
  callback: 'eyJjYWxsYmFja1VybCI6IngifQ==',
  vars: { 'x:user': '42' },
  now: NOW,
  expiresInSeconds: 900,
  minBytes: 1,
  maxBytes: 5_000,
};
/** What the package's types do not know yet. */
interface PolicySigner {
  signPostObjectPolicyV4(policy: object, date: Date): string;
}
const client = new OSS({ ...CREDENTIALS, region: 'oss-cn-hangzhou', bucket: 'my-uploads' }) as OSS & PolicySigner;

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}

const policyOf = (upload: PostUpload): Policy =>
  JSON.parse(Buffer.from(createPostForm(upload).fields['policy'] ?? '', 'base64').toString('utf8')) as Policy;

describe('createPostForm', () => {
  it('pins the bucket, key, size, type, callback and custom variables until the expiry', () => {
    expect(policyOf(UPLOAD)).toEqual({
      expiration: '2026-11-22T10:30:30.000Z',
      conditions: [
        { bucket: 'my-uploads' },
        ['eq', '$key', 'photos/a.png'],
        ['content-length-range', 1, 5_000],
        ['eq', '$content-type', 'image/png'],
        { 'x-oss-content-type': 'image/png' },
        ['eq', '$success_action_status', '200'],
        { callback: UPLOAD.callback },
        ['eq', '$x:user', '42'],
        { 'x-oss-signature-version': 'OSS4-HMAC-SHA256' },
        { 'x-oss-credential': 'test-id/20261122/cn-hangzhou/oss/aliyun_v4_request' },
        { 'x-oss-date': '20261122T101530Z' },
      ],
    });
  });

  it('gives every pinned field, to be posted as it is', () => {
    const { url, fields, method, expiresAt } = createPostForm(UPLOAD);
    expect({ url, method, expiresAt }).toEqual({
      method: 'POST',
      url: 'https://my-uploads.oss-cn-hangzhou.aliyuncs.com/',
      expiresAt: '2026-11-22T10:30:30.000Z',
    });
    expect(fields).toMatchObject({
      key: 'photos/a.png',
      'Content-Type': 'image/png',
      'x-oss-content-type': 'image/png',
      success_action_status: '200',
      callback: UPLOAD.callback,
      'x:user': '42',
      'x-oss-signature-version': 'OSS4-HMAC-SHA256',
      'x-oss-credential': 'test-id/20261122/cn-hangzhou/oss/aliyun_v4_request',
      'x-oss-date': '20261122T101530Z',
    });
  });

  it('signs with version 4 as ali-oss does', () => {
    const { fields } = createPostForm(UPLOAD);
    expect(fields['x-oss-signature']).toBe(client.signPostObjectPolicyV4(policyOf(UPLOAD), new Date(NOW)));
  });

  it('signs with version 1 as ali-oss does', () => {
    const v1: PostUpload = { ...UPLOAD, signature: 'v1' };
    const { fields } = createPostForm(v1);
    const expected = client.calculatePostSignature(policyOf(v1));
    expect(fields).toMatchObject(expected);
    expect(Object.keys(fields).filter((name) => name.startsWith('x-oss-'))).toEqual(['x-oss-content-type']);
    expect(policyOf(v1).conditions).toContainEqual({ callback: UPLOAD.callback });
  });

  it('pins a prefix, and leaves the name to the file', () => {
    const upload: PostUpload = { ...UPLOAD, scope: 'prefix', object: 'photos/42/' };
    expect(createPostForm(upload).fields['key']).toBe('photos/42/${filename}');
    expect(policyOf(upload).conditions).toContainEqual(['starts-with', '$key', 'photos/42/']);
  });

  it('leaves the type free where none is pinned', () => {
    const { fields } = createPostForm({ ...UPLOAD, contentType: undefined });
    expect(Object.keys(fields)).not.toEqual(expect.arrayContaining(['Content-Type']));
  });

  it.each(['v4', 'v1'] as const)('carries the token of temporary credentials (%s)', (signature) => {
    const credentials = { ...CREDENTIALS, securityToken: 'token' };
    const upload: PostUpload = { ...UPLOAD, credentials, signature };
    expect(createPostForm(upload).fields['x-oss-security-token']).toBe('token');
    const pinned = policyOf(upload).conditions.some((it) => JSON.stringify(it) === '{"x-oss-security-token":"token"}');
    expect(pinned).toBe(signature === 'v4');
  });

  it.each([
    ['http://127.0.0.1:9200', 'http://127.0.0.1:9200/my-uploads/'],
    ['http://[::1]:9200', 'http://[::1]:9200/my-uploads/'],
    ['http://localhost:9200', 'http://localhost:9200/my-uploads/'],
    ['http://oss.test:9200', 'http://my-uploads.oss.test:9200/'],
  ])('reaches the bucket at %s', (endpoint, url) => {
    expect(createPostForm({ ...UPLOAD, endpoint }).url).toBe(url);
  });
});
