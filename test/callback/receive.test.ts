import { jest } from '@jest/globals';
import { createCallbackReceiver, type CallbackReceiverOptions } from '../../lib/callback/receive.ts';
import { MessageTooLargeError, NotDurableError, PubKeyUnavailableError } from '../../lib/errors.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createPubKeyStore, type PubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { createLogLines } from '../helpers/log-lines.ts';
import { generateKey, keyUrl, signedRequest } from '../helpers/signed-request.ts';
import { vectors, vectorToRequest } from '../helpers/vectors.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: () => Promise.resolve(new Response('', { status: 404 })),
});
const request = signedRequest({ key });

function start(options: Partial<CallbackReceiverOptions> = {}) {
  const queue = createFakeQueue();
  const { logger, lines } = createLogLines();
  const receive = createCallbackReceiver({ pubKeys, queue, clock: Date.now, logger, ...options });
  return { queue, lines, receive };
}
const refusal = (status: number, Code: string): object => {
  const body = JSON.stringify({ Status: 'Error', Code, RequestId: 'request-of-a-test' });
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(body.length) }, body };
};
const ok = {
  status: 200,
  headers: { 'content-type': 'application/json', 'content-length': '15' },
  body: '{"Status":"OK"}',
};
const withHeader = (name: string, value: string | undefined): CallbackRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});
const evilUrl = Buffer.from('https://evil.example/callback_pub_key_v1.pem').toString('base64');
const v2 = Buffer.from(keyUrl(2)).toString('base64');

describe('createCallbackReceiver', () => {
  it.each(vectors)('answers the vector $id, which is $expected', async (vector) => {
    const { receive, queue } = start();
    const reply = await receive(vectorToRequest(vector));
    const isGenuine = vector.expected === 'valid';
    expect(reply).toEqual(isGenuine ? ok : refusal(400, 'InvalidCallback'));
    expect(queue.messages).toHaveLength(isGenuine ? 1 : 0);
  });

  it.each<{
    name: string;
    given: CallbackRequest;
    status: number;
    code: string;
    options?: Partial<CallbackReceiverOptions>;
  }>([
    { name: 'no signature', given: withHeader('authorization', undefined), status: 400, code: 'InvalidCallback' },
    { name: 'an empty signature', given: withHeader('authorization', ''), status: 400, code: 'InvalidCallback' },
    { name: 'no key address', given: withHeader('x-oss-pub-key-url', undefined), status: 400, code: 'InvalidCallback' },
    {
      name: 'a foreign key address',
      given: withHeader('x-oss-pub-key-url', evilUrl),
      status: 400,
      code: 'InvalidCallback',
    },
    {
      name: 'an unknown key',
      given: { ...withHeader('x-oss-pub-key-url', v2), path: '/x' },
      status: 400,
      code: 'InvalidCallback',
    },
    { name: 'another body', given: { ...request, body: Buffer.from('x') }, status: 400, code: 'InvalidCallback' },
    { name: 'a bad escape', given: { ...request, path: '/%zz' }, status: 400, code: 'InvalidCallback' },
    {
      name: 'a bad escape where a path is configured',
      given: { ...request, path: '/%zz' },
      status: 400,
      code: 'InvalidCallback',
      options: { callbackPath: '/cb' },
    },
    {
      name: 'another path than the configured one',
      given: request,
      status: 404,
      code: 'NotFound',
      options: { callbackPath: '/cb' },
    },
    {
      name: 'a body over the cap',
      given: request,
      status: 413,
      code: 'TooLarge',
      options: { maxBodyBytes: request.body.length - 1 },
    },
    {
      name: 'a message over the queue’s limit',
      given: request,
      status: 413,
      code: 'TooLarge',
      options: { queue: createFakeQueue(() => Promise.reject(new MessageTooLargeError(2, 1))) },
    },
    { name: 'a GET', given: { ...request, method: 'GET' }, status: 501, code: 'UnsupportedMethod' },
    { name: 'a PUT', given: { ...request, method: 'PUT' }, status: 501, code: 'UnsupportedMethod' },
    { name: 'a HEAD', given: { ...request, method: 'HEAD' }, status: 501, code: 'UnsupportedMethod' },
    { name: 'an OPTIONS', given: { ...request, method: 'OPTIONS' }, status: 501, code: 'UnsupportedMethod' },
    { name: 'a method in lower case', given: { ...request, method: 'post' }, status: 501, code: 'UnsupportedMethod' },
    {
      name: 'a GET of another path',
      given: { ...request, method: 'GET' },
      status: 501,
      code: 'UnsupportedMethod',
      options: { callbackPath: '/cb' },
    },
    {
      name: 'a queue that refuses',
      given: request,
      status: 503,
      code: 'TryAgain',
      options: { queue: createFakeQueue(() => Promise.reject(new NotDurableError('no'))) },
    },
    {
      name: 'a queue with a fault',
      given: request,
      status: 503,
      code: 'TryAgain',
      options: { queue: createFakeQueue(() => Promise.reject(new Error('secret detail'))) },
    },
    {
      name: 'a queue that throws at once',
      given: request,
      status: 503,
      code: 'TryAgain',
      options: {
        queue: {
          enqueue: () => {
            throw new RangeError('secret detail');
          },
        },
      },
    },
    {
      name: 'a queue that throws no error',
      given: request,
      status: 503,
      code: 'TryAgain',
      options: {
        queue: {
          enqueue: () => {
            throw 'a string' as unknown as Error;
          },
        },
      },
    },
  ])('refuses $name', async ({ given, status, code, options }) => {
    const { receive } = start(options);
    expect(await receive(given)).toEqual(refusal(status, code));
  });

  it('answers 503 where the key does not come in time', async () => {
    const unavailable: PubKeyStore = {
      local: () => [],
      fetched: () => Promise.reject(new PubKeyUnavailableError(keyUrl(2), 'no answer in time')),
      refetched: () => Promise.resolve(undefined),
    };
    expect(await start({ pubKeys: unavailable }).receive(request)).toEqual(refusal(503, 'TryAgain'));
  });

  it('takes a body of exactly the cap', async () => {
    expect(await start({ maxBodyBytes: request.body.length }).receive(request)).toEqual(ok);
  });

  it.each([
    { path: '/oss/callback', callbackPath: '/oss/callback' },
    { path: '/oss/call%62ack', callbackPath: '/oss/callback' },
    { path: '/%E4%B8%AD', callbackPath: '/中' },
    { path: '/%e4%b8%ad', callbackPath: '/%E4%B8%AD' },
  ])('takes $path for the configured $callbackPath', async ({ path, callbackPath }) => {
    expect(await start({ callbackPath }).receive(signedRequest({ key, path }))).toEqual(ok);
  });

  it.each(['/oss/callback/', '/oss', '/OSS/callback', '//oss/callback', '/oss/callback%2F'])(
    'does not take %s for the configured /oss/callback',
    async (path) => {
      const { receive } = start({ callbackPath: '/oss/callback' });
      expect(await receive(signedRequest({ key, path }))).toEqual(refusal(404, 'NotFound'));
    },
  );

  it.each([
    { name: 'a space', sent: '/a%20b', path: '/a b', callbackPath: '/a%20b' },
    { name: 'a percent sign', sent: '/50%25', path: '/50%', callbackPath: '/50%25' },
    { name: 'a percent sign, configured as it came', sent: '/50%25', path: '/50%', callbackPath: '/50%' },
  ])('takes a decoded path with $name for the configured one', async ({ sent, path, callbackPath }) => {
    const decoded = { ...signedRequest({ key, path: sent }), path, pathEncoding: 'decoded' as const };
    expect(await start({ callbackPath }).receive(decoded)).toEqual(ok);
  });

  it('does not decode a decoded path again', async () => {
    const decoded = { ...signedRequest({ key, path: '/a%2520b' }), path: '/a%20b', pathEncoding: 'decoded' as const };
    expect(await start({ callbackPath: '/a b' }).receive(decoded)).toEqual(refusal(404, 'NotFound'));
  });

  it.each(['/prod/c%62', '/c%62'])('takes the configured %s with the platform’s prefix or without', async (path) => {
    const prefixed = { ...signedRequest({ key, path: '/prod/cb' }), path: '/cb', pathPrefix: '/prod' };
    expect(await start({ callbackPath: path }).receive(prefixed)).toEqual(ok);
  });

  it('parses nothing before it has verified', async () => {
    // Reading the field names is the first thing that parsing does.
    let isParsed = false;
    const fieldNames = new Proxy({}, { getOwnPropertyDescriptor: () => ((isParsed = true), undefined) });
    const { receive } = start({ fieldNames });
    await receive({ ...request, path: '/forged' });
    expect(isParsed).toBe(false);
    await receive(request);
    expect(isParsed).toBe(true);
  });

  it('acknowledges only when the queue has confirmed', async () => {
    let confirm = (): void => undefined;
    const confirmed = new Promise<void>((resolve) => (confirm = resolve));
    const { receive } = start({ queue: createFakeQueue(() => confirmed) });
    let isAcknowledged = false;
    const reply = receive(request).finally(() => (isAcknowledged = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAcknowledged).toBe(false);
    confirm();
    expect(await reply).toEqual(ok);
  });

  it('answers within the budget where the queue hangs, and aborts it', async () => {
    let signal: AbortSignal | undefined;
    const queue = createFakeQueue((options) => {
      signal = options.signal;
      return new Promise(() => undefined);
    });
    const begin = Date.now();
    const { receive, lines } = start({ queue, ackBudgetMs: 150 });
    expect(await receive(request)).toEqual(refusal(503, 'TryAgain'));
    expect(Date.now() - begin).toBeLessThan(1_000);
    expect(signal?.aborted).toBe(true);
    expect(lines).toMatchObject([{ fields: { code: 'ERR_NOT_DURABLE', reason: 'the queue did not confirm in time' } }]);
  });

  it('answers before OSS hangs up with the default budget, whatever the queue does', async () => {
    const begin = Date.now();
    const { receive } = start({ queue: createFakeQueue(() => new Promise(() => undefined)) });
    expect(await receive(request)).toEqual(refusal(503, 'TryAgain'));
    expect(Date.now() - begin).toBeLessThan(4_000);
  });

  it.each([
    { name: 'is accepted', given: request },
    { name: 'is refused', given: { ...request, path: '/forged' } },
  ])('leaves no timer behind when a callback $name', async ({ given }) => {
    jest.useFakeTimers();
    try {
      await start().receive(given);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('answers within the budget where the key host hangs', async () => {
    const hanging = createPubKeyStore({ pinned: false, clock: Date.now, fetch: () => new Promise(() => undefined) });
    const begin = Date.now();
    const { receive } = start({ pubKeys: hanging, ackBudgetMs: 150 });
    expect(await receive(request)).toEqual(refusal(503, 'TryAgain'));
    expect(Date.now() - begin).toBeLessThan(1_000);
  });
});

describe('a receiver that nobody listens to', () => {
  it('runs with defaults', async () => {
    const receive = createCallbackReceiver({
      pubKeys,
      queue: createFakeQueue(),
      clock: Date.now,
      logger: silentLogger,
    });
    expect(await receive(request)).toEqual(ok);
  });
});
