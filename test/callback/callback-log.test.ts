import fc from 'fast-check';
import { createCallbackReceiver, type CallbackReceiverOptions } from '../../lib/callback/receive.ts';
import { NotDurableError } from '../../lib/errors.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
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
    expect(line).toStrictEqual({
      level: 'error',
      message: 'callback not durable',
      fields: {
        outcome: 'not-durable',
        code: 'ERR_NOT_DURABLE',
        reason: 'SQS did not answer: connect ECONNREFUSED',
        ms: { ack: 30, verify: 10 },
        requestId: 'request-of-a-test',
        traceId: 'trace-1',
        ossRequestId: '5B9CDDCC9D2B0CA88AE2BEA1',
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
    { given: { method: 'GET' }, reason: 'expected POST, got GET' },
    { given: { method: '' }, reason: 'expected POST, got no method' },
    { given: { path: '/other' }, reason: 'not the callback path' },
  ])('says of $given: $reason', async ({ given, reason }) => {
    const [line] = await linesOf({ ...request, ...given }, { callbackPath: request.path });
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

  it.each([
    '',
    'x',
    '5B9CDDCC9D2B0CA88AE2BEA',
    '05B9CDDCC9D2B0CA88AE2BEA1',
    '5B9CDDCC9D2B0CA88AE2BEA1\n',
    'ZZZZZZZZZZZZZZZZZZZZZZZZ',
  ])('does not repeat %j as an id of OSS’s', async (id) => {
    const [line] = await linesOf(signedRequest({ key, headers: { 'x-oss-request-id': id } }));
    expect(line?.fields).not.toHaveProperty('ossRequestId');
  });

  it.each([
    {
      name: 'an accepted one',
      path: request.path,
      metric: { outcome: 'accepted', ms: { ack: 30, verify: 10, enqueue: 20 } },
    },
    {
      name: 'a rejected one',
      path: '/forged',
      metric: { outcome: 'rejected', code: 'ERR_SIGNATURE_MISMATCH', ms: { ack: 10 } },
    },
  ])('carries the platform’s metrics of $name', async ({ path, metric }) => {
    const metrics = (outcome: object): object => ({ metric: outcome });
    const [line] = await linesOf({ ...request, path }, { clock: ticking(), metrics });
    expect(line?.fields['metric']).toStrictEqual(metric);
  });

  it('is the only one where debug lines are off', async () => {
    expect((await linesOf(signedRequest({ key }))).map(({ level }) => level)).toEqual(['info']);
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
