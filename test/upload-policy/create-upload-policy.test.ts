import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import type { Reply } from '../../lib/http/reply.ts';
import { SecretUnavailableError } from '../../lib/errors.ts';
import { createBearerAuthorize } from '../../lib/upload-policy/bearer-authorize.ts';
import { createUploadPolicy, type UploadPolicyOptions } from '../../lib/upload-policy/create-upload-policy.ts';
import type { PostForm } from '../../lib/upload-policy/create-post-form.ts';
import type { UploadGrant } from '../../lib/upload-policy/upload-grant.ts';
import { createTicketKey } from '../../lib/upload-policy/ticket-key.ts';
import { verifyTicket } from '../../lib/upload-policy/verify-ticket.ts';
import { createLogRecorder } from '../helpers/log-recorder.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const SECRET = 'the ticket secret of these tests, long enough';
const TOKEN = 'the-token-of-these-tests';
const GRANT: UploadGrant = {
  keyPrefix: 'uploads/',
  maxBytes: 1_000,
  contentTypes: ['image/*', 'text/plain'],
  expiresInSeconds: 600,
};

function setUp(options: Partial<UploadPolicyOptions> = {}) {
  const { logger, lines } = createLogRecorder();
  const endpoint = createUploadPolicy({
    endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
    region: 'cn-hangzhou',
    bucket: 'my-uploads',
    credentials: () => Promise.resolve({ accessKeyId: 'id', accessKeySecret: 'access-key-secret' }),
    ticketSecret: () => Promise.resolve([SECRET]),
    buildCallback: ({ ticket, vars }) => Buffer.from(JSON.stringify({ ticket, vars })).toString('base64'),
    randomBytes: (count) => new Uint8Array(count),
    authorize: createBearerAuthorize({
      tokens: () => Promise.resolve([TOKEN, 'an-older-token-of-these']),
      grant: GRANT,
    }),
    clock: () => NOW,
    logger,
    ...options,
  });
  const ask = (body: unknown, request: Partial<CallbackRequest> = {}): Promise<Reply> =>
    endpoint({
      method: 'POST',
      path: '/upload-policy',
      pathEncoding: 'encoded',
      rawQuery: '',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      requestId: 'r-1',
      ...request,
    });
  return { ask, lines };
}

const read = (reply: Reply): Record<string, unknown> => JSON.parse(reply.body) as Record<string, unknown>;

function ticketOf({ fields }: PostForm): string {
  const callback = JSON.parse(Buffer.from(fields['callback'] ?? '', 'base64').toString('utf8')) as { ticket: string };
  return callback.ticket;
}

describe('createUploadPolicy', () => {
  it('gives a form for one key, with a ticket for that key in its pinned callback', async () => {
    const { ask } = setUp();
    const reply = await ask({ key: 'uploads/a.png', contentType: 'image/png', size: 10 });
    expect(reply.status).toBe(200);
    const form = JSON.parse(reply.body) as PostForm;
    expect(form).toMatchObject({ method: 'POST', url: 'https://my-uploads.oss-cn-hangzhou.aliyuncs.com/' });
    expect(form.fields).toMatchObject({ key: 'uploads/a.png', 'x-oss-content-type': 'image/png' });
    expect(form.expiresAt).toBe('2026-11-22T10:10:00.000Z');

    const keys = [createTicketKey(SECRET)];
    const claims = verifyTicket(ticketOf(form), { bucket: 'my-uploads', object: 'uploads/a.png', keys, now: NOW });
    // An upload may begin at the last second, and take an hour.
    expect(claims).toMatchObject({ scope: 'key', expiresAt: NOW / 1_000 + 600 + 3_600 });
  });

  it('gives a form for every key below the prefix where none is asked for', async () => {
    const { ask } = setUp();
    const form = JSON.parse((await ask({ contentType: 'text/plain' })).body) as PostForm;
    expect(form.fields['key']).toBe('uploads/${filename}');
    const keys = [createTicketKey(SECRET)];
    const claims = verifyTicket(ticketOf(form), { bucket: 'my-uploads', object: 'uploads/x', keys, now: NOW });
    expect(claims.scope).toBe('prefix');
  });

  it('gives a presigned PUT', async () => {
    const { ask } = setUp();
    const put = read(await ask({ method: 'put', key: 'uploads/a b.png', contentType: 'image/png', size: 10 }));
    expect(put).toMatchObject({ method: 'PUT', headers: { 'Content-Type': 'image/png' } });
    expect(String(put['url'])).toMatch(
      /^https:\/\/my-uploads\.oss-cn-hangzhou\.aliyuncs\.com\/uploads\/a%20b\.png\?callback=/,
    );
    expect(String(put['url'])).toContain('x-oss-additional-headers=content-length&');
  });

  it('takes an empty body for whatever is granted', async () => {
    const { ask } = setUp({ authorize: () => ({ key: 'avatars/42', maxBytes: 10, expiresInSeconds: 60 }) });
    const form = JSON.parse((await ask('')).body) as PostForm;
    expect(form.fields['key']).toBe('avatars/42');
    expect((await ask({ key: 'avatars/43' })).status).toBe(403);
  });

  it('hands custom variables of the grant to the callback and pins them', async () => {
    const grant: UploadGrant = { keyPrefix: 'u/42/', maxBytes: 9, expiresInSeconds: 60, vars: { 'x:user': '42' } };
    const { ask } = setUp({ authorize: () => grant });
    const form = JSON.parse((await ask({})).body) as PostForm;
    expect(form.fields['x:user']).toBe('42');
    expect(Buffer.from(form.fields['callback'] ?? '', 'base64').toString()).toContain('"x:user":"42"');
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer the-token-of-these-testz' }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('refuses whoever comes with %s', async (_name, headers) => {
    const { ask, lines } = setUp();
    const reply = await ask({ key: 'uploads/a.png', contentType: 'image/png' }, { headers });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
    expect(read(reply)).toEqual({ Status: 'Error', Code: 'Unauthorized', RequestId: 'r-1' });
    expect(lines).toEqual([
      { level: 'warn', message: 'upload refused', requestId: 'r-1', status: 401, code: 'Unauthorized' },
    ]);
  });

  it('accepts the token before the current one, and no token that could be guessed', async () => {
    const asked = { contentType: 'text/plain' };
    const headers = { authorization: 'bearer an-older-token-of-these' };
    expect((await setUp().ask(asked, { headers })).status).toBe(200);
    const authorize = createBearerAuthorize({ tokens: () => Promise.resolve(['short', '']), grant: GRANT });
    expect((await setUp({ authorize }).ask(asked, { headers: { authorization: 'Bearer short' } })).status).toBe(401);
  });

  it.each([
    [
      'a key outside the prefix',
      { key: 'other/a.png', contentType: 'image/png' },
      '"key" is not one that you may write',
    ],
    ['no type', { key: 'uploads/a' }, '"contentType" must be given: one of image/*, text/plain'],
    ['another type', { contentType: 'text/html' }, '"contentType" must be one of image/*, text/plain'],
    [
      'a type that only begins like one',
      { contentType: 'text/plainer' },
      '"contentType" must be one of image/*, text/plain',
    ],
    ['too large a file', { contentType: 'image/png', size: 1_001 }, '"size" must be from 1 to 1000'],
    ['a PUT without key', { method: 'put', contentType: 'image/png', size: 1 }, '"key" must be given for a put'],
    [
      'a PUT without size',
      { method: 'put', key: 'uploads/a', contentType: 'image/png' },
      '"size" must be given for a put',
    ],
  ])('refuses what is not granted: %s', async (_name, asked, message) => {
    const reply = await setUp().ask(asked);
    expect(reply.status).toBe(403);
    expect(read(reply)).toEqual({ Status: 'Error', Code: 'UploadNotAllowed', Message: message, RequestId: 'r-1' });
  });

  it.each([
    ['no JSON', '{', 'the body must be JSON'],
    ['no object', '[]', 'the body must be a JSON object'],
    ['an unknown member', '{"path":"a"}', '"path" is unknown; there are method, signature, key, contentType, size'],
    ['a wrong value', '{"size":-1}', '"size" must be at least 0'],
    ['a type with parameters', '{"contentType":"text/plain; charset=utf-8"}', '"contentType" must be a MIME type'],
  ])('refuses what it cannot read: %s', async (_name, body, message) => {
    const reply = await setUp().ask(body);
    expect(reply.status).toBe(400);
    expect(read(reply)).toMatchObject({ Code: 'InvalidRequest', Message: message });
  });

  it('refuses other methods and long bodies', async () => {
    const get = await setUp().ask('', { method: 'GET' });
    expect([get.status, get.headers['allow']]).toEqual([405, 'POST, OPTIONS']);
    expect((await setUp().ask('x'.repeat(16_385))).status).toBe(413);
  });

  it('says try again where a secret cannot be read, and why in the log alone', async () => {
    const ticketSecret = () => Promise.reject(new SecretUnavailableError('oss/ticket', 'down'));
    const { ask, lines } = setUp({ ticketSecret });
    const reply = await ask({ contentType: 'text/plain' });
    expect(reply.status).toBe(503);
    expect(read(reply)).toEqual({ Status: 'Error', Code: 'TryAgain', RequestId: 'r-1' });
    expect(lines[0]).toMatchObject({ level: 'error', code: 'ERR_SECRET_UNAVAILABLE' });
    expect(lines[0]).not.toHaveProperty('stack');
  });

  const fault = new TypeError('fault');
  it.each<{ name: string; thrown: unknown; line: object }>([
    { name: 'an error', thrown: fault, line: { reason: 'fault', stack: fault.stack } },
    { name: 'a deep one', thrown: { message: 'm', stack: 's'.repeat(3_000) }, line: { stack: 's'.repeat(2_000) } },
    { name: 'something odd', thrown: Object.create(null), line: { reason: '[Object: null prototype] {}' } },
  ])('says try again where authorize throws $name, and in the log where', async ({ thrown, line }) => {
    const authorize = () => {
      throw thrown;
    };
    const { ask, lines } = setUp({ authorize });
    expect((await ask({ contentType: 'text/plain' })).status).toBe(503);
    expect(lines[0]).toMatchObject({ level: 'error', code: 'ERR_UNEXPECTED', ...line });
  });

  it.each<[string, Partial<UploadGrant>]>([
    ['neither key nor prefix', { keyPrefix: undefined as never }],
    ['both', { key: 'a' }],
    ['a prefix of nothing', { keyPrefix: '' }],
    ['no size', { maxBytes: NaN }],
    ['an expiry beyond what OSS takes', { expiresInSeconds: 604_801 }],
    ['a bucket that cannot be', { bucket: 'A_B' }],
  ])('gives nothing for a grant that is wrong: %s', async (_name, wrong) => {
    const { ask, lines } = setUp({ authorize: () => ({ ...GRANT, ...wrong }) });
    expect((await ask({ contentType: 'text/plain' })).status).toBe(503);
    expect(lines[0]).toMatchObject({ level: 'error', code: 'ERR_UNEXPECTED' });
  });

  it('tells no secret in the log, and lets nobody store the answer', async () => {
    const { ask, lines } = setUp();
    const reply = await ask({ key: 'uploads/a.png', contentType: 'image/png' });
    expect(reply.headers['cache-control']).toBe('no-store');
    const log = JSON.stringify(lines);
    expect(log).toContain('uploads/a.png');
    expect(log).not.toContain(ticketOf(JSON.parse(reply.body) as PostForm));
    expect(log).not.toMatch(/access-key-secret|the-token|the ticket secret/);
  });
});

describe('createUploadPolicy for pages of other origins', () => {
  const origin = 'https://app.example.com';
  const preflight: Partial<CallbackRequest> = {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  };

  it('answers the preflight of an allowed page', async () => {
    const reply = await setUp({ origins: [origin] }).ask('', preflight);
    expect(reply).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '7200',
        vary: 'origin',
      },
      body: '',
    });
  });

  it('lets an allowed page read every answer, and no other page any', async () => {
    const headers = { origin, authorization: `Bearer ${TOKEN}` };
    const asked = { contentType: 'text/plain' };
    const allowed = await setUp({ origins: [origin] }).ask(asked, { headers });
    expect(allowed.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' });
    const refused = await setUp({ origins: [origin] }).ask(asked, { headers: { origin } });
    expect(refused.headers).toMatchObject({ 'access-control-allow-origin': origin });
    const other = await setUp({ origins: ['https://other.example.com'] }).ask(asked, { headers });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
    const none = await setUp().ask(asked, { headers });
    expect(none.headers).not.toHaveProperty('access-control-allow-origin');
    const any = await setUp({ origins: ['*'] }).ask(asked, { headers });
    expect(any.headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });
});
