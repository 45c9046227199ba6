import type { Env, QueueConfig } from '../../lib/config.ts';
import type { Logger } from '../../lib/logger.ts';
import { drainQueue } from '../../lib/platform/node/queue.ts';
import type { Running } from '../../lib/platform/node/run-process.ts';
import { createMemoryQueue } from '../../lib/queue/memory-queue.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { composeQueue } from '../compose-queue.ts';
import { composeWorker } from '../compose-worker.ts';
import { providerChain } from './provider-chain.ts';

/** A queue, and how to end what works on it in this process. */
export interface ServerQueue extends Running {
  readonly queue: MessageQueue;
}

// An ack may take 5 ms longer to share a SendMessageBatch; 2 ms leave room for late timers.
const GATHER_MS = 2;

/**
 * Composes the queue of a plain server; one in memory has its worker beside it.
 * @throws {ConfigInvalidError} where a setting is wrong; the message names it.
 */
export async function composeServerQueue(config: QueueConfig, env: Env, logger: Logger): Promise<ServerQueue> {
  if (config.kind !== 'memory') {
    if (config.kind === 'discard') logger.warn({}, 'QUEUE=discard: every upload is acknowledged and dropped');
    const queue = composeQueue(config, env, { credentials: providerChain(), gatherMs: GATHER_MS });
    return { queue, stop: () => Promise.resolve() };
  }
  const work = await composeWorker(env);
  logger.warn({}, 'QUEUE=memory: acks are not durable, what is queued is lost if this process dies');
  const queue = createMemoryQueue();
  const drain = drainQueue(queue, { work, logger });
  return { queue, stop: () => drain.stop() };
}
