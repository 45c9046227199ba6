import { PubKeyNotFoundError, PubKeyUnavailableError } from '../../lib/errors.ts';
import { fetchPubKey, type FetchKey } from '../../lib/signature/fetch-pub-key.ts';
import { PUBLISHED_PUB_KEY_PEM } from '../../lib/signature/published-pub-key.ts';
import { keyUrl } from '../helpers/signed-request.ts';

const url = keyUrl(2);
const MAX_PEM_BYTES = 16_384;
const pemOf = (length: number): string => PUBLISHED_PUB_KEY_PEM.padEnd(length, '\n');
const failureOf = (fetchKey: FetchKey): Promise<unknown> => fetchPubKey(url, fetchKey).catch((error: unknown) => error);

describe(fetchPubKey, () => {
  it('asks once, for no other address', async () => {
    const asked: unknown[] = [];
    await fetchPubKey(url, (...args) => {
      asked.push(args);
      return Promise.resolve(new Response(PUBLISHED_PUB_KEY_PEM));
    });
    expect(asked).toEqual([[url, { redirect: 'manual', signal: expect.any(AbortSignal) as AbortSignal }]]);
  });

  it.each([
    { name: 'another status', answer: { status: 302, body: null }, reason: 'status 302' },
    { name: 'no body', answer: { status: 200, body: null }, reason: 'not a public key' },
    { name: 'something else', answer: new Response('<html></html>'), reason: 'not a public key' },
    { name: 'too much', answer: new Response(pemOf(MAX_PEM_BYTES + 1)), reason: 'more than 16384 bytes' },
  ])('names what is wrong: $name', async ({ answer, reason }) => {
    const error = await failureOf(() => Promise.resolve(answer));
    expect(error).toBeInstanceOf(PubKeyUnavailableError);
    expect(error).toHaveProperty('message', `could not fetch ${url}: ${reason}`);
  });

  it('takes as much as it reads', async () => {
    await expect(fetchPubKey(url, () => Promise.resolve(new Response(pemOf(MAX_PEM_BYTES))))).resolves.toHaveProperty(
      'isSignatureOf',
    );
  });

  it('tells a key that is not there apart, with or without a page about it', async () => {
    for (const body of [null, 'Not Found']) {
      expect(await failureOf(() => Promise.resolve(new Response(body, { status: 404 })))).toBeInstanceOf(
        PubKeyNotFoundError,
      );
    }
  });

  it('reads no page about an error, and lets its connection go', async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) });
    await failureOf(() => Promise.resolve({ status: 500, body }));
    expect(isCancelled).toBe(true);
  });

  it('keeps why there was no connection, and no key', async () => {
    const refused = new TypeError('fetch failed');
    const error = await failureOf(() => Promise.reject(refused));
    expect(error).toHaveProperty('message', `could not fetch ${url}: no connection`);
    expect(error).toHaveProperty('cause', refused);
    expect(await failureOf(() => Promise.resolve(new Response('x')))).toHaveProperty('cause.code');
  });

  it('waits for no answer longer than 1.5 s', async () => {
    const hang: FetchKey = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        // Only for its 1.5 s: a signal's timer does not keep a process.
        const alive = setTimeout(() => undefined, 5_000);
        signal.addEventListener('abort', () => {
          clearTimeout(alive);
          reject(new DOMException('timed out', 'TimeoutError'));
        });
      });
    expect(await failureOf(hang)).toHaveProperty('message', `could not fetch ${url}: no answer in time`);
  });
});
