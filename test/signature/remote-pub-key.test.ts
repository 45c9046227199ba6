import { jest } from '@jest/globals';
import { PubKeyUnavailableError } from '../../lib/errors.ts';
import { createFetchPace } from '../../lib/signature/fetch-pace.ts';
import type { PubKey } from '../../lib/signature/pub-key.ts';
import { createRemotePubKey, type RemotePubKey } from '../../lib/signature/remote-pub-key.ts';
import { keyUrl } from '../helpers/signed-request.ts';

const address = { url: keyUrl(2), version: 2 };
const key: PubKey = { isSignatureOf: () => true };
const other: PubKey = { isSignatureOf: () => false };
const { signal } = new AbortController();

// The clock and the timers are the tests' own: no test waits.
describe('createRemotePubKey', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  const fail = (): Promise<PubKey> => Promise.reject(new PubKeyUnavailableError(address.url, 'status 500'));
  const hang = (): Promise<PubKey> => new Promise(() => undefined);
  const give = (): Promise<PubKey> => Promise.resolve(key);

  /** A remote key whose fetches end as they are told, in turn. */
  function start(...ends: (() => Promise<PubKey>)[]): { remote: RemotePubKey; startedAt: number[] } {
    const begin = Date.now();
    const startedAt: number[] = [];
    const clock = (): number => Date.now();
    const fetchKey = (): Promise<PubKey> => {
      startedAt.push(Date.now() - begin);
      return (ends.shift() ?? hang)();
    };
    return { remote: createRemotePubKey({ address, fetchKey, pace: createFetchPace(clock), clock }), startedAt };
  }

  it('is asked for a second time where it hangs after a failure, and takes whichever answer comes', async () => {
    const { remote, startedAt } = start(fail, hang, give);
    const got = remote.get(signal);
    await pass(2_000);
    await expect(got).resolves.toBe(key);
    expect(startedAt).toEqual([0, 250, 1_051]);
  });

  it('takes the late answer of the one that hung', async () => {
    const late = (): Promise<PubKey> => new Promise((resolve) => setTimeout(resolve, 1_200, key));
    const { remote, startedAt } = start(fail, late, hang);
    const got = remote.get(signal);
    await pass(1_500);
    await expect(got).resolves.toBe(key);
    expect(startedAt).toEqual([0, 250, 1_051]);
  });

  it('is asked once where it is slow and has not failed', async () => {
    const { remote, startedAt } = start(() => new Promise((resolve) => setTimeout(resolve, 1_400, key)));
    const got = remote.get(signal);
    await pass(1_500);
    await expect(got).resolves.toBe(key);
    expect(startedAt).toEqual([0]);
  });

  it('names the last failure where the time is up', async () => {
    const { remote } = start(fail, hang);
    const budget = new AbortController();
    const got = remote.get(budget.signal).catch((error: unknown) => error);
    await pass(500);
    budget.abort();
    expect(await got).toHaveProperty('message', `could not fetch ${address.url}: status 500`);
  });

  it('is not asked for those who have given up before their turn', async () => {
    const { remote, startedAt } = start(fail, give);
    const budget = new AbortController();
    const got = remote.get(budget.signal).catch(() => 'gave up');
    await pass(100);
    budget.abort();
    expect(await got).toBe('gave up');
    await pass(2_000);
    expect(startedAt).toEqual([0]);
  });

  it.each([
    { laterMs: 0, fetches: 2 },
    { laterMs: 29_999, fetches: 2 },
    { laterMs: 30_000, fetches: 3 },
  ])('is asked anew $laterMs ms after it was: $fetches fetches in all', async ({ laterMs, fetches }) => {
    // The clock stands still but for what is said: it is the pace alone that takes time here.
    let now = 1_000_000;
    const startedAt: number[] = [];
    const fetchKey = (): Promise<PubKey> => {
      startedAt.push(now);
      return give();
    };
    const remote = createRemotePubKey({ address, fetchKey, pace: createFetchPace(Date.now), clock: () => now });
    const got = remote.get(signal);
    await pass(1);
    await got;
    const refreshed = remote.refresh(key, signal);
    await pass(1_000);
    await expect(refreshed).resolves.toBeUndefined();
    now += laterMs;
    const again = remote.refresh(key, signal);
    await pass(1_000);
    await expect(again).resolves.toBeUndefined();
    expect(startedAt).toHaveLength(fetches);
  });

  it('is asked anew 30 s after it was, whoever joined meanwhile', async () => {
    const { remote, startedAt } = start(give, give, give);
    const got = remote.get(signal);
    await pass(1);
    await got;
    const refreshed = [remote.refresh(key, signal)];
    await pass(500);
    refreshed.push(remote.refresh(key, signal));
    await pass(29_500);
    refreshed.push(remote.refresh(key, signal));
    await pass(1_000);
    await Promise.all(refreshed);
    expect(startedAt).toEqual([0, 800, 30_001]);
  });

  it('gives who comes with an old key the one that has taken its place, without a fetch', async () => {
    const { remote, startedAt } = start(give);
    const got = remote.get(signal);
    await pass(1);
    await got;
    await expect(remote.refresh(other, signal)).resolves.toBe(key);
    expect(startedAt).toEqual([0]);
  });

  it('lets all who come with an old key at the same time wait for one fetch', async () => {
    const { remote, startedAt } = start(give, () => Promise.resolve(other));
    const got = remote.get(signal);
    await pass(1);
    await got;
    const refreshed = Promise.all([1, 2, 3].map(() => remote.refresh(key, signal)));
    await pass(1_000);
    await expect(refreshed).resolves.toEqual([other, other, other]);
    expect(startedAt).toEqual([0, 800]);
  });
});
