import type { PostForm } from '../../lib/upload-policy/create-post-form.ts';
import type { PresignedPut } from '../../lib/upload-policy/presign-put.ts';
import { askPolicy, formFor, postForm } from '../helpers/trust-client.ts';
import { startTrustedStack, type TrustedStack } from '../helpers/trusted-stack.ts';

let stack: TrustedStack;

afterEach(async () => {
  await stack.stop();
});

describe('an upload that was asked for', () => {
  beforeEach(async () => {
    stack = await startTrustedStack('ticket+confirm');
  });

  it('by a form is accepted, confirmed and counted', async () => {
    const { status, text } = await postForm(await formFor(stack, 'uploads/a.txt'), 'hello');
    expect([status, JSON.parse(text)]).toEqual([200, { Status: 'OK' }]);
    expect(await stack.workOff()).toBe(1);
    const { uploads } = await stack.reader.list({ limit: 10 });
    expect(uploads).toMatchObject([{ object: 'uploads/a.txt', size: 5, mimeType: 'text/plain', status: 'processed' }]);
    const details = await stack.reader.get(uploads[0]?.id ?? '');
    expect(details?.record).toMatchObject({ trust: 'ticket+confirm', ticket: { scope: 'key' } });
    expect(details?.steps.map(({ name }) => name)).toEqual(['confirm', 'review', 'statistics']);
  });

  it('by a form with the older signature is accepted', async () => {
    const form = await askPolicy<PostForm>(stack, { key: 'uploads/a.txt', contentType: 'text/plain', signature: 'v1' });
    expect((await postForm(form, 'hello')).status).toBe(200);
  });

  it('below a prefix is accepted, any number of times', async () => {
    const form = await askPolicy<PostForm>(stack, { contentType: 'text/plain' });
    for (const key of ['uploads/${filename}', 'uploads/x', 'uploads/中/y.txt']) {
      expect((await postForm(form, key, { ...form.fields, key })).status).toBe(200);
    }
    expect((await postForm(form, 'z', { ...form.fields, key: 'elsewhere/z' })).status).toBe(403);
    await stack.workOff();
    expect(await stack.counted()).toBe(3);
    expect(stack.lines.some(({ ticketReused }) => ticketReused === true)).toBe(false);
  });

  it('by a presigned PUT is accepted, and nothing else with its URL', async () => {
    const put = await askPolicy<PresignedPut>(stack, {
      method: 'put',
      key: 'uploads/中 a.txt',
      contentType: 'text/plain',
      size: 5,
    });
    const send = async (content: string, url = put.url, headers = put.headers): Promise<number> =>
      (await fetch(url, { method: 'PUT', body: Buffer.from(content), headers })).status;
    expect(await send('hello')).toBe(200);
    expect(await send('hello, world')).toBe(403);
    expect(await send('hello', put.url, { 'Content-Type': 'text/html' })).toBe(403);
    expect(await send('hello', put.url.replace(/callback=[^&]+&/, ''))).toBe(403);
    expect(await send('hello', put.url.replace('a.txt', 'b.txt'))).toBe(403);
    await stack.workOff();
    expect(await stack.counted()).toBe(1);
  });

  it('is refused by the policy where the browser changes or drops what is pinned', async () => {
    const form = await formFor(stack, 'uploads/a.txt');
    const elsewhere = Buffer.from('{"callbackUrl":"http://evil.example.com","callbackBody":"a=1"}').toString('base64');
    const without = (...names: string[]): Record<string, string> =>
      Object.fromEntries(Object.entries(form.fields).filter(([name]) => !names.includes(name)));
    const tries: [string, Record<string, string>][] = [
      ['callback changed', { ...form.fields, callback: elsewhere }],
      ['callback dropped', without('callback')],
      ['key changed', { ...form.fields, key: 'uploads/b.txt' }],
      ['type changed', { ...form.fields, 'Content-Type': 'text/html', 'x-oss-content-type': 'text/html' }],
      ['type that wins changed', { ...form.fields, 'x-oss-content-type': 'text/html' }],
      ['type dropped', without('x-oss-content-type', 'Content-Type')],
      ['status changed', { ...form.fields, success_action_status: '204' }],
    ];
    for (const [name, fields] of tries) {
      const { status, text } = await postForm(form, 'hello', fields);
      expect([name, status, /<Code>(\w+)</.exec(text)?.[1]]).toEqual([name, 403, 'AccessDenied']);
    }
    expect((await postForm(form, 'x'.repeat(1_001))).text).toContain('EntityTooLarge');
    expect((await postForm(form, '')).text).toContain('EntityTooSmall');
    expect(await stack.workOff()).toBe(0);
  });

  it('is refused by the policy after its expiry', async () => {
    const form = await formFor(stack, 'uploads/a.txt');
    stack.state.now += 601_000;
    expect((await postForm(form, 'hello')).text).toContain('Policy expired.');
  });
});
