import fc from 'fast-check';
import { createCallbackReceiver, type CallbackReceiverOptions } from '../../lib/callback/receive.ts';
import { NotDurableError } from '../../lib/errors.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { fastest } from '../helpers/fastest.ts';
import { createLogLines, type LogLine } from '../helpers/log-lines.ts';
import { generateKey, signedRequest } from '../helpers/signed-request.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: () => Promise.reject(new Error('a fetch')),
});

async function linesOf(
  request: CallbackRequest,
  { isDebug = false, ...options }: Partial<CallbackReceiverOptions> & { readonly isDebug?: boolean } = {},
): Promise<LogLine[]> {
  const { logger, lines } = createLogLines(isDebug);
  const receive = createCallbackReceiver({ pubKeys, queue: createFakeQueue(), clock: Date.now, logger, ...options });
  await receive(request);
  return lines;
}
/** A clock that goes 10 ms further each time it is looked at. */
const ticking = (): (() => number) => {
  let now = 0;
  return () => (now += 10);
};

describe('the line of a callback', () => {
  const body = 'bucket=b&object=o&size=3&reqId=5B9CDDCC9D2B0CA88AE2BEA1';
  const headers = { 'x-oss-request-id': '5B9CDDCC9D2B0CA88AE2BEA1' };
  const request = { ...signedRequest({ key, body, headers }), traceId: 'trace-1' };

  it('tells of an accepted one what it was and how long its parts took', async () => {
    expect(await linesOf(request, { clock: ticking() })).toEqual([
      {
        level: 'info',
        message: 'callback accepted',
        fields: {
          outcome: 'accepted',
          ms: { ack: 30, verify: 10, enqueue: 20 },
          id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          requestId: 'request-of-a-test',
          traceId: 'trace-1',
          ossRequestId: '5B9CDDCC9D2B0CA88AE2BEA1',
          bucket: 'b',
          object: 'o',
          size: 3,
        },
      },
    ]);
  });

  it('tells of a body that was not understood', async () => {
    const [line] = await linesOf(signedRequest({ key, body: '{' }));
    expect(line).toMatchObject({ level: 'info', fields: { problem: 'the body begins with { but is not JSON' } });
  });

  it('tells of a rejected one why', async () => {
    const [line, ...others] = await linesOf({ ...request, path: '/forged' }, { clock: ticking() });
    expect(others).toEqual([]);
    expect(line).toEqual({
      level: 'warn',
      message: 'callback rejected',
      fields: {
        outcome: 'rejected',
        code: 'ERR_SIGNATURE_MISMATCH',
        ms: { ack: 10 },
        reason: 'the signature does not match the request',
        requestId: 'request-of-a-test',
        traceId: 'trace-1',
        ossRequestId: '5B9CDDCC9D2B0CA88AE2BEA1',
      },
    });
  });

  it('tells of one that did not become durable why, and how far it came', async () => {
    const cause = new Error('connect ECONNREFUSED');
    const queue = createFakeQueue(() => Promise.reject(new NotDurableError('SQS did not answer', { cause })));
    const [line] = await linesOf(request, { queue, clock: ticking() });
    expect(line).toMatchObject({
      level: 'error',
      message: 'callback not durable',
      fields: {
        outcome: 'not-durable',
        code: 'ERR_NOT_DURABLE',
        reason: 'SQS did not answer: connect ECONNREFUSED',
        ms: { ack: 30, verify: 10 },
      },
    });
  });

  it.each([
    { name: 'a fault of ours', thrown: new TypeError('fault'), reason: 'fault' },
    { name: 'something else than an error', thrown: 'text', reason: 'something other than an error was thrown' },
  ])('tells of $name', async ({ thrown, reason }) => {
    const queue = createFakeQueue(() => {
      throw thrown as Error;
    });
    const [line] = await linesOf(request, { queue });
    expect(line).toMatchObject({ level: 'error', fields: { outcome: 'not-durable', code: 'ERR_UNEXPECTED', reason } });
  });

  it.each([
    { method: 'GET', reason: 'expected POST, got GET' },
    { method: '', reason: 'expected POST, got no method' },
  ])('says of the method "$method": $reason', async ({ method, reason }) => {
    const [line] = await linesOf({ ...request, method });
    expect(line).toMatchObject({ fields: { reason } });
  });

  it('tells of a fault of ours where it is, at most 2,000 characters of it, and of nothing else', async () => {
    const fault = new TypeError('fault');
    const deep = Object.assign(new Error('deep'), { stack: 's'.repeat(3_000) });
    const cases: [Error, string | undefined][] = [
      [fault, fault.stack],
      [deep, 's'.repeat(2_000)],
      [new NotDurableError('SQS did not answer'), undefined],
    ];
    for (const [thrown, stack] of cases) {
      const [line] = await linesOf(request, { queue: createFakeQueue(() => Promise.reject(thrown)) });
      expect(line?.fields['stack']).toBe(stack);
    }
  });

  it('tells of an error whose message, or that of its cause, is no text', async () => {
    const broken = () => Object.assign(new Error('bare'), { message: { a: 1 } });
    for (const thrown of [broken(), new Error('outer', { cause: broken() })]) {
      const [line] = await linesOf(request, { queue: createFakeQueue(() => Promise.reject(thrown)) });
      expect(line?.fields['reason']).toMatch(/^(outer: )?\{ a: 1 \}$/);
    }
  });

  it.each(['', 'x', '5B9CDDCC9D2B0CA88AE2BEA', '5B9CDDCC9D2B0CA88AE2BEA1\n', 'ZZZZZZZZZZZZZZZZZZZZZZZZ'])(
    'does not repeat %j as an id of OSS’s',
    async (id) => {
      const [line] = await linesOf(signedRequest({ key, headers: { 'x-oss-request-id': id } }));
      expect(line?.fields).not.toHaveProperty('ossRequestId');
    },
  );

  it('carries the platform’s metrics', async () => {
    const [line] = await linesOf(request, { metrics: ({ outcome }) => ({ metric: outcome }) });
    expect(line?.fields['metric']).toBe('accepted');
  });
});

describe('debug lines', () => {
  const debugOf = async (
    request: CallbackRequest,
    options: Partial<CallbackReceiverOptions> = {},
  ): Promise<Record<string, unknown>> => {
    const lines = await linesOf(request, { isDebug: true, ...options });
    expect(lines[0]?.message).toBe('callback received');
    return lines[0]!.fields;
  };

  it('hold the whole message, also of one that is refused', async () => {
    const request = { ...signedRequest({ key, query: 'a=1', body: 'bucket=b' }), path: '/forged' };
    expect(await debugOf(request)).toEqual({
      requestId: 'request-of-a-test',
      method: 'POST',
      path: '/forged',
      query: 'a=1',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: '***',
        'x-oss-pub-key-url': request.headers['x-oss-pub-key-url'],
      },
      body: 'bucket=b',
    });
  });

  it('hold the pairs of a query that the platform took apart', async () => {
    const request = {
      ...signedRequest({ key }),
      rawQuery: undefined,
      queryPairs: [
        ['a', '1'],
        ['ticket', 's'],
      ] as const,
    };
    expect((await debugOf(request))['query']).toBe('a=1&ticket=***');
    expect((await debugOf({ ...signedRequest({ key }), rawQuery: undefined }))['query']).toBe('');
  });

  it('are not written at other levels', async () => {
    expect((await linesOf(signedRequest({ key }))).map(({ level }) => level)).toEqual(['info']);
  });

  it.each([
    'authorization',
    'cookie',
    'x-oss-security-token',
    'proxy-authorization',
    'x-amz-security-token',
    'x-fc-access-key-id',
    'x-fc-access-key-secret',
    'x-fc-security-token',
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-mine',
  ])('mask the header %s', async (name) => {
    const request = signedRequest({ key });
    const given = { ...request, headers: { ...request.headers, [name]: 'secret' } };
    expect((await debugOf(given, { redact: ['X-Mine'] }))['headers']).toMatchObject({ [name]: '***' });
  });

  it.each([
    ['a form', 'a=1&clientIp=1.2.3.4&b=2', 'a=1&clientIp=***&b=2'],
    ['the first of a form', 'clientIp=1.2.3.4&b=2', 'clientIp=***&b=2'],
    ['the last of a form', 'b=2&ticket=abc', 'b=2&ticket=***'],
    ['a custom variable', 'b=2&x:ticket=abc', 'b=2&x:ticket=***'],
    ['another case', 'Ticket=abc', 'Ticket=***'],
    ['a form with quotes', 'ticket="a&b\\"c"&d=1', 'ticket=***&d=1'],
    ['a form with a quote that is open', 'ticket="a&b', 'ticket=***'],
    ['a form with more behind the quotes', 'ticket="a"b&d=1', 'ticket=***&d=1'],
    ['a name that is configured', 'mine=abc&not-mine=d', 'mine=***&not-mine=d'],
    ['a name with characters of a pattern', 'a.b(c=1&axb(c=2', 'a.b(c=***&axb(c=2'],
    ['a name that stands for clientIp', 'ip=1.2.3.4', 'ip=***'],
    ['JSON', '{"a":1,"clientIp":"1.2.3.4","b":2}', '{"a":1,"clientIp":"***","b":2}'],
    ['JSON with spaces', '{ "clientIp" : "1.2.3.4" }', '{ "clientIp" : "***" }'],
    ['JSON with an escape', '{"ticket":"a\\"b","b":2}', '{"ticket":"***","b":2}'],
    ['a JSON number', '{"mine":12,"b":2}', '{"mine":"***","b":2}'],
    ['a JSON array', '{"mine":["a","b"],"b":2}', '{"mine":"***"'],
    ['a JSON object', '{"mine":{"a":"b"},"b":2}', '{"mine":"***"'],
    ['JSON that breaks off', '{"ticket":"abc', '{"ticket":"***"'],
    ['a URL within JSON', '{"u":"http://h/?ticket=abc&d=1","b":2}', '{"u":"http://h/?ticket=***&d=1","b":2}'],
  ])('mask %s', async (_name, body, expected) => {
    const options = { redact: ['mine', 'a.b(c'], fieldNames: { ip: 'clientIp', other: 'object' } };
    expect((await debugOf(signedRequest({ key, body }), options))['body']).toBe(expected);
  });

  it('mask the query', async () => {
    expect((await debugOf(signedRequest({ key, query: 'ticket=abc&d=1' })))['query']).toBe('ticket=***&d=1');
  });

  it.each([
    ['quotes that are escaped', '"ticket":"' + '\\"'.repeat(131_000)],
    ['names without end', '"ticket"'.repeat(32_000)],
    ['names and spaces', `"ticket"${' '.repeat(262_000)}`],
    ['names, colons and spaces', `"ticket":${' '.repeat(262_000)},`],
    ['pairs of names', 'ticket='.repeat(37_000)],
    ['pairs with quotes', 'ticket="&'.repeat(29_000)],
    ['pairs with escapes', 'ticket="\\"&'.repeat(23_000)],
    ['open brackets', '"ticket":[{'.repeat(23_000)],
  ])('are made in no time of 256 KiB of %s', async (_name, body) => {
    const request = { ...signedRequest({ key }), body: Buffer.from(body) };
    expect(await fastest(() => debugOf(request))).toBeLessThan(1_000);
  });
});

describe('secrets', () => {
  const secret = fc.stringMatching(/^[a-z0-9]{12,20}$/);
  const outcome = fc.constantFrom('accepted', 'forged', 'not durable', 'a fault');

  it('stand in no line at any level, whatever becomes of the callback', async () => {
    const name = fc.constantFrom('ticket', 'clientIp', 'mine', 'x:ticket', 'x:mine');
    const shape = fc.constantFrom('form', 'json', 'quoted form');
    await fc.assert(
      fc.asyncProperty(secret, name, shape, outcome, fc.boolean(), async (value, field, kind, end, isDebug) => {
        const body = {
          form: `bucket=b&${field}=${value}&size=1`,
          json: `{"bucket":"b","${field}":"${value}","size":1}`,
          'quoted form': `bucket="b"&${field}="${value}"&size=1`,
        }[kind];
        const request = signedRequest({ key, body, query: `mine=${value}` });
        const authorization = request.headers['authorization'] ?? '';
        const fault = end === 'a fault' ? new Error('fault') : new NotDurableError('no');
        const queue = createFakeQueue(() =>
          end.startsWith('a') && end !== 'a fault' ? Promise.resolve() : Promise.reject(fault),
        );
        const given = end === 'forged' ? { ...request, path: '/forged' } : request;
        const text = JSON.stringify(await linesOf(given, { isDebug, queue, redact: ['mine'] }));
        expect(text).not.toContain(authorization);
        expect(text).not.toContain(value);
      }),
    );
  });
});
