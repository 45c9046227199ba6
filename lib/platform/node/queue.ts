import { pause } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { MemoryQueue } from '../../queue/memory-queue.ts';
import { toReportedError } from '../../reported-error.ts';
import type { QueueRecord, Worker } from '../../worker/worker.ts';

/** Options of {@link drainQueue}. */
export interface DrainQueueOptions {
  readonly work: Worker;
  readonly logger: Logger;
  /** How often a message is handed over at most. Default 5, as the queue of a deployment does. */
  readonly maxAttempts?: number;
  /** Milliseconds before the second attempt; doubles after that. Default 1000. */
  readonly firstRetryMs?: number;
}

/** What empties a queue in memory. */
export interface QueueDrain {
  /** Handles what is still queued, without waiting between attempts; resolves when nothing is left. */
  stop(): Promise<void>;
}

// As the deployed worker: 10 messages a batch, 10 batches at once.
const BATCH = 10;
const CONCURRENCY = 10;

/** Takes messages off a queue in memory for as long as the process runs. One that keeps failing is given up, and said. */
export function drainQueue(
  queue: MemoryQueue,
  { work, logger, maxAttempts = 5, firstRetryMs = 1_000 }: DrainQueueOptions,
): QueueDrain {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let taken = 0;

  async function attemptAll(batch: QueueRecord[]): Promise<void> {
    for (let attempt = 1; attempt <= maxAttempts && batch.length > 0; attempt += 1) {
      if (attempt > 1) await pause(firstRetryMs * 2 ** (attempt - 2), stopping.signal);
      const failed = await tryBatch(batch.map((message) => ({ ...message, attempt })));
      batch = batch.filter(({ id }) => failed(id));
    }
    for (const { id } of batch) logger.error({ messageId: id, attempts: maxAttempts }, 'message given up');
  }
  async function tryBatch(batch: QueueRecord[]): Promise<(id: string) => boolean> {
    try {
      const failedIds = new Set((await work(batch)).failedIds);
      return (id) => failedIds.has(id);
    } catch (error) {
      logger.error({ reason: toReportedError(error).message }, 'batch failed');
      return () => true;
    }
  }
  async function run(): Promise<void> {
    for (;;) {
      if (running.size >= CONCURRENCY) await Promise.race(running);
      const bodies = await queue.take(BATCH, stopping.signal);
      if (bodies.length === 0) break;
      const handled = attemptAll(bodies.map((body) => ({ id: String((taken += 1)), body })));
      running.add(handled);
      void handled.finally(() => running.delete(handled));
    }
    await Promise.all(running);
  }

  const drained = run();
  return {
    async stop() {
      stopping.abort();
      await drained;
    },
  };
}
