import { createHmac } from 'node:crypto';
import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';
import { startCallbackServer, type CallbackServer } from '../../helpers/callback-server.ts';
import { errorElements } from '../../helpers/error-xml.ts';
import { base64 } from '../../helpers/put-with-callback.ts';

let simulator: Simulator;
let server: CallbackServer;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, region: 'cn-hangzhou' });
  server = await startCallbackServer();
});
afterAll(() => Promise.all([simulator.stop(), server.stop()]));

type Fields = Readonly<Record<string, string>>;
type Condition = Fields | readonly unknown[];

const later = (): string => new Date(Date.now() + 60_000).toISOString();

/** The fields of a signed V1 form. */
function signed(conditions: readonly Condition[], fields: Fields = {}, expiration = later()): Fields {
  const policy = base64({ expiration, conditions });
  const signature = createHmac('sha1', simulator.credentials.accessKeySecret).update(policy).digest('base64');
  const auth = { OSSAccessKeyId: simulator.credentials.accessKeyId, policy, Signature: signature };
  return { ...auth, key: 'user/a.txt', ...fields };
}

function post(
  fields: Fields,
  files: readonly Blob[] = [new Blob(['hello'], { type: 'text/plain' })],
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('file', file, 'photo 1.png');
  return fetch(`${simulator.url}/bucket`, { method: 'POST', body: form, redirect: 'manual' });
}

const ANY: readonly Condition[] = [['starts-with', '$key', '']];

describe('PostObject without callback', () => {
  it.each([
    { status: undefined, gives: 204 },
    { status: '200', gives: 200 },
    { status: '204', gives: 204 },
    { status: '302', gives: 204 },
  ])('answers success_action_status $status with $gives and no body', async ({ status, gives }) => {
    const response = await post(signed(ANY, status === undefined ? {} : { success_action_status: status }));
    expect([response.status, await response.text()]).toStrictEqual([gives, '']);
    expect(response.headers.get('etag')).toBe('"5D41402ABC4B2A76B9719D911017C592"');
  });

  it('answers success_action_status 201 with the PostResponse', async () => {
    const response = await post(signed(ANY, { success_action_status: '201', key: 'a b.txt' }));
    expect(response.status).toBe(201);
    expect(await errorElements(response)).toStrictEqual({
      Bucket: 'bucket',
      Location: `${simulator.url}/bucket/a%20b.txt`,
      Key: 'a b.txt',
      ETag: '"5D41402ABC4B2A76B9719D911017C592"',
    });
  });

  it('redirects where asked to, which goes before a status', async () => {
    const response = await post(
      signed(ANY, { success_action_redirect: 'https://example.com/done?x=1', success_action_status: '201' }),
    );
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(
      /^https:\/\/example\.com\/done\?x=1&bucket=bucket&key=user%2Fa\.txt&etag=/,
    );
  });

  it('puts the name of the file into the key, and keeps what the form says of it', async () => {
    await post(
      signed(ANY, {
        key: 'user/${filename}',
        'Cache-Control': 'no-store',
        'x-oss-meta-who': 'me',
        'X-Oss-Content-Type': 'image/x',
      }),
    );
    const { accessKeyId, accessKeySecret } = simulator.credentials;
    const expires = String(Math.floor(Date.now() / 1000) + 60);
    const signature = createHmac('sha1', accessKeySecret)
      .update(`GET\n\n\n${expires}\n/bucket/user/photo 1.png`)
      .digest('base64');
    const query = new URLSearchParams({ OSSAccessKeyId: accessKeyId, Expires: expires, Signature: signature });
    const got = await fetch(`${simulator.url}/bucket/user/photo%201.png?${query.toString()}`);
    expect(await got.text()).toBe('hello');
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'image/x',
      'cache-control': 'no-store',
      'x-oss-meta-who': 'me',
    });
  });
});

describe('PostObject with callback', () => {
  it('renders the fields x:… as custom variables and gives the answer to the browser', async () => {
    const callback = base64({
      callbackUrl: server.url,
      callbackBody: 'o=${object}&n=${x:name}&none=${x:none}&op=${operation}&md5=${contentMd5}',
    });
    const response = await post(signed([{ callback }], { callback, 'x:name': 'a&b', success_action_status: '201' }));
    expect([response.status, await response.text()]).toStrictEqual([200, '{"Status":"OK"}']);
    expect(server.requests.at(-1)?.body).toBe(
      'o=user%2Fa.txt&n=a%26b&none=&op=PostObject&md5=XUFAKrxLKna5cZ2REBfFkg%3D%3D',
    );
  });

  it('refuses a callback that comes in the form and in the query at once', async () => {
    const callback = base64({ callbackUrl: server.url, callbackBody: 'x' });
    const form = new FormData();
    for (const [name, value] of Object.entries(signed(ANY, { callback }))) form.append(name, value);
    form.append('file', new Blob(['x']), 'x');
    const url = `${simulator.url}/bucket?callback=${encodeURIComponent(callback)}`;
    const response = await fetch(url, { method: 'POST', body: form });
    expect([response.status, (await errorElements(response))['EC']]).toStrictEqual([400, '0007-00000027']);
  });

  it('refuses bad parameters before anything is stored', async () => {
    const response = await post(signed(ANY, { callback: base64('{'), key: 'never' }));
    expect([response.status, (await errorElements(response))['EC']]).toStrictEqual([400, '0007-00000003']);
  });
});

describe('the policy of a form', () => {
  it.each<{ name: string; conditions: readonly Condition[]; fields?: Fields; condition?: string }>([
    { name: 'eq', conditions: [['eq', '$key', 'other']], condition: '["eq", "$key", "other"]' },
    { name: 'a map', conditions: [{ bucket: 'other' }], condition: '["eq", "$bucket", "other"]' },
    {
      name: 'starts-with',
      conditions: [['starts-with', '$key', 'admin/']],
      fields: { key: 'not-admin/a' },
      condition: '["starts-with", "$key", "admin/"]',
    },
    {
      name: 'in',
      conditions: [['in', '$content-type', ['image/png', 'image/jpg']]],
      fields: { 'Content-Type': 'text/html' },
      condition: '["in", "$content-type", ["image/png","image/jpg"]]',
    },
    {
      name: 'not-in',
      conditions: [['not-in', '$x-oss-meta-a', ['b']]],
      fields: { 'x-oss-meta-a': 'b' },
      condition: '["not-in", "$x-oss-meta-a", ["b"]]',
    },
    {
      name: 'a pinned callback that is dropped',
      conditions: [{ callback: 'YQ==' }],
      condition: '["eq", "$callback", "YQ=="]',
    },
    {
      name: 'a pinned callback that is changed',
      conditions: [{ callback: 'YQ==' }],
      fields: { callback: 'Yg==' },
      condition: '["eq", "$callback", "YQ=="]',
    },
  ])('refuses what breaks $name, and names the condition', async ({ conditions, fields, condition }) => {
    const response = await post(signed(conditions, fields));
    expect(response.status).toBe(403);
    expect(await errorElements(response)).toMatchObject({
      Code: 'AccessDenied',
      Message: `Invalid according to Policy: Policy Condition failed: ${condition ?? ''}`,
    });
  });

  it('lets pass what keeps every form of condition', async () => {
    const conditions = [
      { bucket: 'bucket' },
      ['eq', '$key', 'user/a.txt'],
      ['starts-with', '$key', 'user/'],
      ['in', '$Content-Type', ['text/plain']],
      ['not-in', '$cache-control', ['no-cache']],
      ['content-length-range', 5, 5],
    ];
    expect((await post(signed(conditions, { 'content-type': 'text/plain' }))).status).toBe(204);
  });

  it.each([
    { range: [6, 10], code: 'EntityTooSmall' },
    { range: [0, 4], code: 'EntityTooLarge' },
  ])('refuses 5 bytes where $range are allowed', async ({ range, code }) => {
    const response = await post(signed([['content-length-range', ...range]]));
    expect([response.status, (await errorElements(response))['Code']]).toStrictEqual([400, code]);
  });

  it('tells the browser that is still sending a large file that it is too large', async () => {
    const response = await post(signed([['content-length-range', 0, 10]]), [new Blob([Buffer.alloc(5_000_000)])]);
    expect((await errorElements(response))['Code']).toBe('EntityTooLarge');
  });

  it('refuses one that has expired', async () => {
    const response = await post(signed(ANY, {}, '2020-01-01T00:00:00.000Z'));
    expect([response.status, (await errorElements(response))['Message']]).toStrictEqual([
      403,
      'Invalid according to Policy: Policy expired.',
    ]);
  });

  it.each([
    { name: 'no conditions', policy: { expiration: later(), conditions: [] } },
    { name: 'no expiration', policy: { conditions: ANY } },
    { name: 'a number', policy: { expiration: later(), conditions: [123] } },
    { name: 'a map of two', policy: { expiration: later(), conditions: [{ a: 'b', c: 'd' }] } },
    { name: 'no mode', policy: { expiration: later(), conditions: [['$key']] } },
    { name: 'an unknown mode', policy: { expiration: later(), conditions: [['like', '$key', 'x']] } },
    { name: 'no dollar', policy: { expiration: later(), conditions: [['eq', 'key', 'x']] } },
    { name: 'no JSON', policy: '{' },
    { name: 'no object', policy: 'null' },
  ])('refuses a document with $name', async ({ policy }) => {
    const encoded = base64(policy);
    const { accessKeyId, accessKeySecret } = simulator.credentials;
    const Signature = createHmac('sha1', accessKeySecret).update(encoded).digest('base64');
    const response = await post({ OSSAccessKeyId: accessKeyId, policy: encoded, Signature, key: 'k' });
    expect([response.status, (await errorElements(response))['Code']]).toStrictEqual([400, 'InvalidPolicyDocument']);
  });
});

describe('the signature of a form', () => {
  it.each<{ name: string; change: Fields; without?: string; code: string; ec?: string }>([
    { name: 'another signature', change: { Signature: 'x' }, code: 'SignatureDoesNotMatch', ec: '0002-00000705' },
    { name: 'an empty signature', change: { Signature: '' }, code: 'InvalidArgument', ec: '0002-00000704' },
    { name: 'an unknown key', change: { OSSAccessKeyId: 'x' }, code: 'InvalidAccessKeyId' },
    { name: 'a changed policy', change: { policy: base64({}) }, code: 'SignatureDoesNotMatch' },
    { name: 'no policy', change: {}, without: 'policy', code: 'InvalidArgument', ec: '0002-00000702' },
    {
      name: 'an unknown version',
      change: { 'x-oss-signature-version': '2' },
      code: 'InvalidArgument',
      ec: '0002-00000701',
    },
    {
      name: 'a version and no credential',
      change: { 'x-oss-signature-version': 'OSS4-HMAC-SHA256' },
      code: 'InvalidArgument',
      ec: '0002-00000703',
    },
    {
      name: 'a bad credential',
      change: { 'x-oss-signature-version': 'OSS4-HMAC-SHA256', 'x-oss-credential': 'a/b' },
      code: 'InvalidArgument',
      ec: '0002-00000710',
    },
  ])('refuses $name', async ({ change, without, code, ec }) => {
    const fields = Object.entries({ ...signed(ANY), ...change }).filter(([name]) => name !== without);
    const elements = await errorElements(await post(Object.fromEntries(fields)));
    expect(elements).toMatchObject({ Code: code, ...(ec !== undefined && { EC: ec }) });
  });

  it('refuses a form without any', async () => {
    const response = await post({ key: 'k' });
    expect([response.status, (await errorElements(response))['EC']]).toStrictEqual([403, '0003-00000001']);
  });
});

describe('the shape of a form', () => {
  it.each([
    { name: 'no file', files: [], code: 'IncorrectNumberOfFilesInPOSTRequest' },
    { name: 'two files', files: [new Blob(['a']), new Blob(['b'])], code: 'IncorrectNumberOfFilesInPOSTRequest' },
  ])('refuses $name', async ({ files, code }) => {
    const response = await post(signed(ANY, { key: 'shape' }), files);
    expect([response.status, (await errorElements(response))['Code']]).toStrictEqual([400, code]);
  });

  it('refuses a form without key, or with the key behind the file', async () => {
    const form = new FormData();
    const { key, ...fields } = signed(ANY);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']), 'x');
    form.append('key', key ?? '');
    const response = await fetch(`${simulator.url}/bucket`, { method: 'POST', body: form });
    expect((await errorElements(response))['Message']).toMatch(/^The bucket POST must contain the specified 'key'/);
  });

  it.each([
    { name: 'no boundary', type: 'multipart/form-data', body: 'x' },
    { name: 'another type', type: 'text/plain', body: 'x' },
    {
      name: 'an end before the end',
      type: 'multipart/form-data; boundary=b',
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx',
    },
    { name: 'no form at all', type: 'multipart/form-data; boundary=b', body: 'x' },
  ])('refuses $name', async ({ type, body }) => {
    const headers = { 'content-type': type };
    const response = await fetch(`${simulator.url}/bucket`, { method: 'POST', body, headers });
    expect([response.status, (await errorElements(response))['Code']]).toStrictEqual([400, expect.any(String)]);
  });

  it('refuses a value of more than 2 MB', async () => {
    const response = await post(signed(ANY, { 'x:a': 'x'.repeat(2_097_153) }));
    expect((await errorElements(response))['Code']).toBe('FieldItemTooLong');
  });
});
