import { NotDurableError } from '../../lib/errors.ts';
import { createMemoryQueue } from '../../lib/queue/memory-queue.ts';
import { decodeMessage } from '../../lib/queue/upload-message.ts';
import { testMessageQueue } from '../contract/message-queue.contract.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

const { signal } = new AbortController();
const message = uploadMessage('one');

testMessageQueue('memory', () => {
  const queue = createMemoryQueue();
  return Promise.resolve({ queue, take: () => queue.take(10, signal), stop: () => Promise.resolve() });
});

describe('createMemoryQueue', () => {
  const requestIds = (bodies: string[]): string[] => bodies.map((body) => decodeMessage(body).requestId);

  it('gives the oldest first, and no more than it is asked for', async () => {
    const queue = createMemoryQueue();
    for (const seed of ['a', 'b', 'c']) await queue.enqueue(uploadMessage(seed), { signal });
    expect(requestIds(await queue.take(2, signal))).toEqual(['request-a', 'request-b']);
    expect(requestIds(await queue.take(2, signal))).toEqual(['request-c']);
  });

  it('lets a taker wait for the first message', async () => {
    const queue = createMemoryQueue();
    const taken = queue.take(10, signal);
    await queue.enqueue(message, { signal });
    expect(await taken).toHaveLength(1);
  });

  it('gives nothing once the taker is told to stop', async () => {
    const stopping = new AbortController();
    const taken = createMemoryQueue().take(10, stopping.signal);
    stopping.abort();
    expect(await taken).toEqual([]);
  });

  it('gives what it holds to a taker that has been told to stop', async () => {
    const queue = createMemoryQueue();
    await queue.enqueue(message, { signal });
    expect(await queue.take(10, AbortSignal.abort())).toHaveLength(1);
  });

  it('gives each message to one of several takers', async () => {
    const queue = createMemoryQueue();
    const stopping = new AbortController();
    const takers = [1, 2, 3].map(() => queue.take(1, stopping.signal));
    await queue.enqueue(message, { signal });
    await queue.enqueue(message, { signal });
    stopping.abort();
    const lengths = (await Promise.all(takers)).map(({ length }) => length);
    expect(lengths.sort()).toEqual([0, 1, 1]);
  });

  it('makes an enqueue wait for room where it is full', async () => {
    const queue = createMemoryQueue({ capacity: 1 });
    await queue.enqueue(message, { signal });
    let isIn = false;
    const second = queue.enqueue(message, { signal }).then(() => (isIn = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIn).toBe(false);
    await queue.take(1, signal);
    await second;
    expect(await queue.take(10, signal)).toHaveLength(1);
  });

  it('refuses where no room comes within the budget, and keeps nothing of it', async () => {
    const queue = createMemoryQueue({ capacity: 1 });
    await queue.enqueue(message, { signal });
    const budget = new AbortController();
    const second = queue.enqueue(message, { signal: budget.signal });
    budget.abort();
    await expect(second).rejects.toThrow(NotDurableError);
    await expect(queue.enqueue(message, { signal: budget.signal })).rejects.toThrow('the queue in memory is full');
    expect(await queue.take(10, signal)).toHaveLength(1);
  });

  it('holds 10,000 messages unless told otherwise', async () => {
    const queue = createMemoryQueue();
    for (let index = 0; index < 10_000; index += 1) await queue.enqueue(message, { signal });
    await expect(queue.enqueue(message, { signal: AbortSignal.abort() })).rejects.toThrow(NotDurableError);
  });
});
