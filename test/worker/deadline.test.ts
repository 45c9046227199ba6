import { jest } from '@jest/globals';
import type { Step } from '../../lib/worker/step.ts';
import { uploadId } from '../helpers/upload-messages.ts';
import { a, b, setUp } from '../helpers/worker-under-test.ts';

describe('the time of a batch', () => {
  const hanging: Step = { name: 'own', run: () => new Promise(() => undefined) };

  it('ends before the function is stopped: what hangs fails, what finished stays done', async () => {
    const slow: Step = {
      name: 'own',
      run: ({ object }, context) => (object?.includes('/a') ? hanging.run({}, context) : 1),
    };
    const { work, lines, reader } = setUp({ steps: [slow], marginMs: 10 });
    expect(await work([a, b], { remainingMs: () => 60 })).toEqual({ failedIds: [a.id] });
    expect((await reader.get(uploadId('b')))?.status).toBe('processed');
    expect(lines).toMatchObject([
      { outcome: 'processed' },
      { outcome: 'failed', step: 'own', error: { name: 'TimeoutError' } },
    ]);
  });

  it('aborts the signal of a step that heeds it', async () => {
    const heeding: Step = {
      name: 'own',
      run: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('heeded'));
          });
        }),
    };
    const { work, lines } = setUp({ steps: [heeding], marginMs: 0 });
    expect(await work([a], { remainingMs: () => 30 })).toEqual({ failedIds: [a.id] });
    expect(lines).toHaveLength(1);
  });

  it('starts nothing when it is over', async () => {
    const { work, reader, lines } = setUp();
    expect(await work([a, b], { remainingMs: () => 900 })).toEqual({ failedIds: [a.id, b.id] });
    expect(await reader.list({ limit: 10 })).toEqual({ uploads: [] });
    const error = { name: 'TimeoutError', message: 'the function has no time left' };
    expect(lines[0]).toMatchObject({ outcome: 'failed', error });
    expect(lines[0]).not.toHaveProperty('step');
  });

  it('has no end where nobody tells of one', async () => {
    const left: number[] = [];
    const { work } = setUp({ steps: [{ name: 'own', run: (_, { remainingMs }) => void left.push(remainingMs()) }] });
    await work([a]);
    expect(left).toEqual([Infinity]);
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    try {
      await setUp().work([a], { remainingMs: () => 60_000 });
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes no further with what it gave up', async () => {
    let resume = (): void => undefined;
    const paused: Step = { name: 'own', run: () => new Promise<void>((resolve) => (resume = resolve)) };
    const { work, reader } = setUp({ steps: [paused], marginMs: 0 });
    await work([a], { remainingMs: () => 20 });
    resume();
    await new Promise((resolve) => setImmediate(resolve));
    expect((await reader.get(uploadId('a')))?.steps.map(({ name }) => name)).toEqual(['review', 'statistics']);
  });
});
