import type { MessageQueue } from './message-queue.ts';

/** A queue that counts and drops, to measure the receiving path alone. */
export interface DiscardQueue extends MessageQueue {
  /** Messages dropped so far. */
  readonly count: number;
}

/** Creates a queue that keeps nothing, and so neither writes a message as JSON nor refuses one for its size. */
export function createDiscardQueue(): DiscardQueue {
  let count = 0;
  return {
    get count() {
      return count;
    },
    enqueue() {
      count += 1;
      return Promise.resolve();
    },
  };
}
