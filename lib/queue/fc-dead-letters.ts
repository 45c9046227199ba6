import { NotDurableError, RedriveFailedError } from '../errors.ts';
import type { DeadLetterShelf } from '../fc/dead-letter-shelf.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { FcSend } from './fc-queue.ts';

/** Options of {@link createFcDeadLetters}. */
export interface FcDeadLettersOptions {
  /** Where the failure destination puts what Function Compute gave up. */
  readonly shelf: DeadLetterShelf;
  /** Hands a message to the worker. */
  readonly send: FcSend;
}

const BATCH = 100;
const SEND_TIMEOUT_MS = 10_000;

/**
 * Creates the view of what Function Compute gave up. A letter leaves the shelf once its message is durable again: who is cut
 * off between the two hands it over twice, which the worker does not mind.
 */
export function createFcDeadLetters({ shelf, send }: FcDeadLettersOptions): DeadLetters {
  return {
    count: () => shelf.count(),
    list: ({ limit }) => shelf.list({ limit }),
    async redrive({ signal } = {}) {
      // What fails again meanwhile is put behind these.
      const all = await shelf.count();
      let moved = 0;
      while (moved < all) {
        const letters = await shelf.list({ limit: Math.min(BATCH, all - moved) });
        if (letters.length === 0) break;
        for (const { id, body } of letters) {
          if (signal?.aborted) return { moved, ended: true, left: all - moved };
          await handOver(body, moved);
          await shelf.remove(id);
          moved += 1;
        }
      }
      return { moved, ended: true };
    },
  };

  async function handOver(body: string, moved: number): Promise<void> {
    try {
      await send(Buffer.from(body), { signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
    } catch (error) {
      if (error instanceof NotDurableError) throw new RedriveFailedError(error.message, moved);
      throw error;
    }
  }
}
