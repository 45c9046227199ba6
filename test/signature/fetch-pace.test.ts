import { jest } from '@jest/globals';
import { createFetchPace } from '../../lib/signature/fetch-pace.ts';

// The clock and the timers are the tests' own: no test waits.
describe('createFetchPace', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const wanted = (): boolean => true;

  function start() {
    const begin = Date.now();
    const pace = createFetchPace(() => Date.now());
    const starts: string[] = [];
    const ask = (version: number, isWanted = wanted): void => {
      void pace.turn(version, isWanted).then((isDue) => {
        starts.push(`${isDue ? 'v' : 'unwanted v'}${version} at ${Date.now() - begin}`);
      });
    };
    return { pace, starts, ask };
  }
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('lets the first start at once', async () => {
    const { starts, ask } = start();
    ask(2);
    await pass(0);
    expect(starts).toEqual(['v2 at 0']);
  });

  it('lets one start every 800 ms, lowest version first', async () => {
    const { starts, ask } = start();
    for (const version of [50, 3, 2, 99]) ask(version);
    await pass(10_000);
    expect(starts).toEqual(['v2 at 0', 'v3 at 800', 'v50 at 1600', 'v99 at 2400']);
  });

  it('lets the next start sooner after a failure: 250 ms, doubling to 800 ms', async () => {
    const { pace, starts, ask } = start();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      ask(2);
      await pass(800);
      // Failed as soon as it started.
      if (attempt < 5) expect(starts).toHaveLength(attempt + 1);
    }
    const quick = start();
    quick.ask(2);
    await pass(0);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      quick.pace.failed();
      quick.ask(2);
      await pass(800);
    }
    expect(pace.isTroubled).toBe(false);
    expect(quick.pace.isTroubled).toBe(true);
    expect(quick.starts[1]).toBe('v2 at 250');
    quick.pace.succeeded();
    expect(quick.pace.isTroubled).toBe(false);
  });

  it('doubles the gap from failure to failure, up to 800 ms', async () => {
    const { pace, starts, ask } = start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      ask(2);
      await pass(0);
      while (starts.length === attempt) await pass(1);
      pace.failed();
    }
    expect(starts).toEqual(['v2 at 0', 'v2 at 250', 'v2 at 750', 'v2 at 1550', 'v2 at 2350']);
  });

  it('lets those who wait already start sooner after a failure', async () => {
    const { pace, starts, ask } = start();
    ask(2);
    await pass(0);
    ask(3);
    await pass(100);
    pace.failed();
    await pass(800);
    expect(starts).toEqual(['v2 at 0', 'v3 at 350']);
  });

  it('never makes anybody wait longer than 800 ms after the last start', async () => {
    const { pace, starts, ask } = start();
    ask(2);
    await pass(0);
    ask(3);
    await pass(800);
    for (let failure = 0; failure < 20; failure += 1) pace.failed();
    await pass(100);
    expect(starts).toEqual(['v2 at 0', 'v3 at 800']);
  });

  it('passes over who no longer waits', async () => {
    const { starts, ask } = start();
    ask(9);
    await pass(0);
    ask(2, () => false);
    ask(3);
    await pass(800);
    expect(starts).toEqual(['v9 at 0', 'unwanted v2 at 800', 'v3 at 800']);
  });

  it('is not stopped by a clock that is set back', async () => {
    let now = 1_000_000_000;
    const pace = createFetchPace(() => now);
    const first = pace.turn(2, wanted);
    await pass(0);
    await expect(first).resolves.toBe(true);
    now -= 3_600_000;
    const second = pace.turn(2, wanted);
    await pass(800);
    await expect(second).resolves.toBe(true);
  });

  it('leaves no timer behind', async () => {
    const { ask } = start();
    ask(2);
    await pass(800);
    expect(jest.getTimerCount()).toBe(0);
  });
});
