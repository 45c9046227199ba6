import { jest } from '@jest/globals';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { PUBLISHED_PUB_KEY_PEM } from '../../lib/signature/published-pub-key.ts';
import { keyUrl } from '../helpers/signed-request.ts';
import { thrownBy } from '../helpers/thrown-by.ts';

// More than it holds.
const VERSIONS = [2, 3, 4, 5, 6, 7, 8, 9, 10];

// The clock and the timers are the tests' own: no test waits.
describe('createPubKeyStore under made-up versions', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function start(answer: () => Promise<Response>) {
    const asked: string[] = [];
    const fetch = (url: string): Promise<Response> => {
      asked.push(url);
      return answer();
    };
    const pubKeys = createPubKeyStore({ fetch, clock: () => Date.now() });
    const ask = (version: number): void => {
      pubKeys.fetched({ url: keyUrl(version), version }, new AbortController().signal).catch(() => undefined);
    };
    return { asked, ask, pubKeys };
  }

  it('forgets the highest of those that it waits for, not the next genuine one', async () => {
    const { asked, ask } = start(() => new Promise(() => undefined));
    for (const version of VERSIONS) ask(version);
    ask(2);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(asked.filter((url) => url === keyUrl(2))).toHaveLength(1);
  });

  it('forgets no key that it has for those that it has not', async () => {
    let answer = (): Promise<Response> => Promise.resolve(new Response(PUBLISHED_PUB_KEY_PEM));
    const { asked, ask } = start(() => answer());
    ask(50);
    await jest.advanceTimersByTimeAsync(1_000);
    answer = () => new Promise(() => undefined);
    for (const version of VERSIONS) ask(version);
    ask(50);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(asked.filter((url) => url === keyUrl(50))).toHaveLength(1);
  });

  it('pins version 1 unless it is told not to, and refuses a trusted key that is none', () => {
    const { pubKeys } = start(() => Promise.reject(new Error('not asked')));
    expect(pubKeys.local({ url: keyUrl(1), version: 1 })).toHaveLength(1);
    expect(pubKeys.local({ url: keyUrl(2), version: 2 })).toHaveLength(0);
    const open = () => createPubKeyStore({ trusted: ['x'], fetch: () => Promise.reject(new Error()), clock: Date.now });
    expect(open).toThrow('"trusted" must hold RSA public keys in PEM');
    expect(thrownBy(open)).toHaveProperty('cause.message');
  });
});
