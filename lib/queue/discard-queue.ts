import type { MessageQueue } from './message-queue.ts';
import { encodeMessage } from './upload-message.ts';

/** A queue that counts and drops, to measure the receiving path alone. */
export interface DiscardQueue extends MessageQueue {
  /** Messages dropped so far. */
  readonly count: number;
}

const MAX_MESSAGE_BYTES = 1_048_576;

/** Creates a queue that keeps nothing; the work of encoding is done as for a real one. */
export function createDiscardQueue(): DiscardQueue {
  let count = 0;
  return {
    get count() {
      return count;
    },
    enqueue: (message) =>
      new Promise((resolve) => {
        encodeMessage(message, MAX_MESSAGE_BYTES);
        count += 1;
        resolve();
      }),
  };
}
