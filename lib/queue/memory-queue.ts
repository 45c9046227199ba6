import { NotDurableError } from '../errors.ts';
import type { MessageQueue } from './message-queue.ts';
import { encodeMessage } from './upload-message.ts';

/** A queue in this process: what is in it is lost with the process, so its acks promise nothing. */
export interface MemoryQueue extends MessageQueue {
  /** Takes up to `max` encoded messages, oldest first; waits for the first until `signal` aborts, then gives none. */
  take(max: number, signal: AbortSignal): Promise<string[]>;
}

/** Options of {@link createMemoryQueue}. */
export interface MemoryQueueOptions {
  /** Messages held at most; after that an enqueue waits for room within its budget. Default 10000. */
  readonly capacity?: number;
}

const MAX_MESSAGE_BYTES = 1_048_576;

/** Creates a queue in memory, for local runs and tests. */
export function createMemoryQueue({ capacity = 10_000 }: MemoryQueueOptions = {}): MemoryQueue {
  const held: string[] = [];
  const waiting = new Set<() => void>();
  const changed = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  const wakeAll = (): void => {
    for (const wake of [...waiting]) wake();
  };
  return {
    async enqueue(message, { signal }) {
      const encoded = encodeMessage(message, MAX_MESSAGE_BYTES);
      while (held.length >= capacity) {
        if (signal.aborted) throw new NotDurableError('the queue in memory is full');
        await changed(signal);
      }
      held.push(encoded);
      wakeAll();
    },
    async take(max, signal) {
      while (held.length === 0 && !signal.aborted) await changed(signal);
      const taken = held.splice(0, max);
      wakeAll();
      return taken;
    },
  };
}
