import { jest } from '@jest/globals';
import { createBudget } from '../../lib/callback/budget.ts';

const late = (): Error => new Error('late');
const never = new Promise<never>(() => undefined);

// The timers are the tests' own: no test waits.
describe('createBudget', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('aborts when its time is used up, and not before', () => {
    const { signal } = createBudget(100).time;
    jest.advanceTimersByTime(99);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal.aborted).toBe(true);
  });

  it('gives one signal, aborted where the time was used up before anybody asked', () => {
    const budget = createBudget(100);
    jest.advanceTimersByTime(100);
    expect(budget.time.signal.aborted).toBe(true);
    expect(budget.time.signal).toBe(budget.time.signal);
  });

  it('settles as the work does', async () => {
    const budget = createBudget(100);
    await expect(budget.spend(Promise.resolve(1), late)).resolves.toBe(1);
    await expect(budget.spend(Promise.reject(new Error('work')), late)).rejects.toThrow('work');
  });

  it('does not wait for the work when its time is used up', async () => {
    const budget = createBudget(100);
    const spent = budget.spend(never, late);
    jest.advanceTimersByTime(100);
    await expect(spent).rejects.toThrow('late');
    await expect(budget.spend(never, late)).rejects.toThrow('late');
  });

  it('drops what the work comes to after that', async () => {
    const budget = createBudget(100);
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    const spent = budget.spend(work, late);
    jest.advanceTimersByTime(100);
    fail(new Error('too late to be heard'));
    await expect(spent).rejects.toThrow('late');
  });

  it('leaves no timer behind when it is ended', () => {
    const budget = createBudget(100);
    budget.end();
    expect(jest.getTimerCount()).toBe(0);
  });
});
