import { drainQueue, type DrainQueueOptions } from '../../../lib/platform/node/queue.ts';
import { createMemoryQueue } from '../../../lib/queue/memory-queue.ts';
import { decodeMessage } from '../../../lib/queue/upload-message.ts';
import type { QueueRecord, Worker } from '../../../lib/worker/worker.ts';
import { createLogLines } from '../../helpers/log-lines.ts';
import { uploadMessage } from '../../helpers/upload-messages.ts';
import { until } from '../../helpers/until.ts';

const { signal } = new AbortController();
const nameOf = ({ body }: QueueRecord): string => decodeMessage(body).requestId.replace('request-', '');

async function start(work: Worker, options: Partial<DrainQueueOptions> = {}) {
  const queue = createMemoryQueue();
  const { logger, lines } = createLogLines();
  const handled: string[] = [];
  const recording: Worker = async (records) => {
    const result = await work(records);
    for (const record of records) {
      if (!result.failedIds.includes(record.id)) handled.push(`${nameOf(record)}#${record.attempt ?? 0}`);
    }
    return result;
  };
  const drain = drainQueue(queue, { work: recording, logger, firstRetryMs: 1, ...options });
  const put = async (...names: string[]): Promise<void> => {
    for (const name of names) await queue.enqueue(uploadMessage(name), { signal });
  };
  return Promise.resolve({ drain, put, handled, lines });
}
const done: Worker = () => Promise.resolve({ failedIds: [] });
const failing =
  (name: string, times: number): Worker =>
  (records) =>
    Promise.resolve({
      failedIds: records
        .filter((record) => nameOf(record) === name && (record.attempt ?? 0) <= times)
        .map(({ id }) => id),
    });

describe('drainQueue', () => {
  it('hands every message to the worker', async () => {
    const { drain, put, handled } = await start(done);
    await put('a', 'b', 'c');
    await until('three messages', () => handled.length === 3);
    expect(handled).toEqual(['a#1', 'b#1', 'c#1']);
    await drain.stop();
  });

  it('hands over again what failed, and only that', async () => {
    const { drain, put, handled, lines } = await start(failing('b', 2));
    await put('a', 'b', 'c');
    await until('three messages', () => handled.length === 3);
    expect(handled.at(-1)).toBe('b#3');
    expect(lines).toEqual([]);
    await drain.stop();
  });

  it('gives up after five attempts, and says so', async () => {
    let attempts = 0;
    const { drain, put, lines } = await start((records) => {
      attempts += 1;
      return Promise.resolve({ failedIds: records.map(({ id }) => id) });
    });
    await put('a');
    await until('a line', () => lines.length > 0);
    expect(attempts).toBe(5);
    expect(lines).toEqual([{ level: 'error', message: 'message given up', fields: { messageId: '1', attempts: 5 } }]);
    await drain.stop();
  });

  it.each([
    { thrown: new Error('broken'), reason: 'broken' },
    { thrown: 'broken', reason: 'broken' },
    { thrown: Object.create(null) as unknown, reason: '[Object: null prototype] {}' },
  ])('tries again where the worker itself breaks: $reason', async ({ thrown, reason }) => {
    let attempts = 0;
    const { drain, put, handled, lines } = await start((records) => {
      attempts += 1;
      if (attempts === 1) throw thrown as Error;
      return done(records);
    });
    await put('a');
    await until('a message', () => handled.length === 1);
    expect(lines).toMatchObject([{ level: 'error', message: 'batch failed', fields: { reason } }]);
    await drain.stop();
  });

  it('does not let one that fails hold up the others', async () => {
    const { drain, put, handled } = await start(failing('a', 4), { firstRetryMs: 60_000 });
    await put('a');
    await put('b');
    await until('the other', () => handled.length === 1);
    expect(handled).toEqual(['b#1']);
    await drain.stop();
  });

  it('works on ten batches at once at most', async () => {
    let open = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const { drain, put } = await start(async () => {
      most = Math.max(most, (open += 1));
      await new Promise<void>((resolve) => finish.push(resolve));
      open -= 1;
      return { failedIds: [] };
    });
    const putting = put(...Array.from({ length: 300 }, (_, index) => String(index)));
    await until('ten batches', () => open === 10);
    await putting;
    const finishing = until('the end', () => {
      for (const end of finish.splice(0)) end();
      return open === 0 && finish.length === 0;
    });
    await Promise.all([drain.stop(), finishing]);
    expect(most).toBe(10);
  });

  it('works on what is still there before it stops, and waits no more between attempts', async () => {
    const { drain, put, handled } = await start(failing('a', 3), { firstRetryMs: 60_000 });
    await put('a', 'b', 'c');
    await drain.stop();
    expect(handled.sort()).toEqual(['a#4', 'b#1', 'c#1']);
  });
});
