import { SecretUnavailableError } from '../../lib/errors.ts';
import { createSecretCache } from '../../lib/secrets/secret-cache.ts';

const MINUTE = 60_000;

function setUp() {
  const state = { now: 0, reads: 0, versions: ['first'], isDown: false };
  const cache = createSecretCache({
    clock: () => state.now,
    source: {
      name: 'ticket',
      read() {
        state.reads += 1;
        if (state.isDown) return Promise.reject(new SecretUnavailableError('ticket', 'down'));
        return Promise.resolve([...state.versions]);
      },
    },
  });
  return { state, cache };
}
const { signal } = new AbortController();

describe('createSecretCache', () => {
  it('reads once for all who ask at once, and not again for five minutes', async () => {
    const { state, cache } = setUp();
    await Promise.all(Array.from({ length: 50 }, () => cache.get(new AbortController().signal)));
    state.now = 5 * MINUTE - 1;
    await cache.get(signal);
    expect(state.reads).toBe(1);

    state.now = 5 * MINUTE;
    state.versions = ['second', 'first'];
    expect(await cache.get(signal)).toEqual(['second', 'first']);
  });

  it('goes on with what it has for an hour where the store of secrets is down, asking every 5 s', async () => {
    const { state, cache } = setUp();
    await cache.get(signal);
    state.isDown = true;
    state.now = 5 * MINUTE;
    expect(await cache.get(signal)).toEqual(['first']);
    expect(await cache.get(signal)).toEqual(['first']);
    expect(state.reads).toBe(2);
    state.now += 5_000;
    expect(await cache.get(signal)).toEqual(['first']);
    expect(state.reads).toBe(3);

    state.now = 60 * MINUTE;
    await expect(cache.get(signal)).rejects.toThrow(SecretUnavailableError);
  });

  it('reads again for the next who asks after a first failure', async () => {
    const { state, cache } = setUp();
    state.isDown = true;
    await expect(cache.get(signal)).rejects.toThrow(SecretUnavailableError);
    state.isDown = false;
    expect(await cache.get(signal)).toEqual(['first']);
  });

  it('reads again behind a source that throws at once', async () => {
    let isBroken = true;
    const read = (): Promise<string[]> => {
      if (isBroken) throw new TypeError('not wired up');
      return Promise.resolve(['first']);
    };
    const cache = createSecretCache({ clock: () => 0, source: { name: 'ticket', read } });
    await expect(cache.get(signal)).rejects.toThrow('not wired up');
    isBroken = false;
    expect(await cache.get(signal)).toEqual(['first']);
  });

  it('reloads at most every 10 s', async () => {
    const { state, cache } = setUp();
    await cache.get(signal);
    state.versions = ['second', 'first'];
    expect(await cache.reload(signal)).toEqual(['second', 'first']);
    expect(await cache.reload(signal)).toBeUndefined();
    expect(await cache.get(signal)).toEqual(['second', 'first']);
    expect(state.reads).toBe(2);
    state.now = 10_000;
    expect(await cache.reload(signal)).toEqual(['second', 'first']);
    expect(state.reads).toBe(3);
  });

  it('says that a reload failed, also to who comes within the 5 s before the next, and goes on with what it has', async () => {
    const { state, cache } = setUp();
    await cache.get(signal);
    state.isDown = true;
    await expect(cache.reload(signal)).rejects.toThrow(SecretUnavailableError);
    state.now = 4_999;
    await expect(cache.reload(signal)).rejects.toThrow(SecretUnavailableError);
    expect(await cache.get(signal)).toEqual(['first']);
    expect(state.reads).toBe(2);

    state.now = 5_000;
    state.isDown = false;
    state.versions = ['second', 'first'];
    expect(await cache.reload(signal)).toEqual(['second', 'first']);
    expect(await cache.reload(signal)).toBeUndefined();
  });

  it('tells all who ask at once what one reading brought', async () => {
    const { state, cache } = setUp();
    await cache.get(signal);
    state.versions = ['second', 'first'];
    const all = await Promise.all([cache.reload(signal), cache.reload(signal), cache.reload(signal)]);
    expect(all).toEqual(Array(3).fill(['second', 'first']));
    expect(state.reads).toBe(2);
  });

  it('does not wait longer than who asks', async () => {
    const cache = createSecretCache({
      clock: () => 0,
      source: { name: 'ticket', read: () => new Promise(() => undefined) },
    });
    await expect(cache.get(AbortSignal.timeout(20))).rejects.toMatchObject({ code: 'ERR_SECRET_UNAVAILABLE' });
  });
});
