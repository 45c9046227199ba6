import type { QueueConfig } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import type { FcCredentialsProvider } from '../lib/fc/credentials.ts';
import { createDiscardQueue } from '../lib/queue/discard-queue.ts';
import { createFc2Queue } from '../lib/queue/fc2-queue.ts';
import { createFc3Queue } from '../lib/queue/fc3-queue.ts';
import { createMemoryQueue } from '../lib/queue/memory-queue.ts';
import type { MessageQueue } from '../lib/queue/message-queue.ts';

/**
 * Composes the queue that the settings name, on Function Compute.
 * @throws {ConfigInvalidError} where it is one of another cloud.
 */
export function composeFcQueue(
  config: QueueConfig,
  { credentials }: { readonly credentials: FcCredentialsProvider },
): MessageQueue {
  switch (config.kind) {
    case 'memory':
      return createMemoryQueue();
    case 'discard':
      return createDiscardQueue();
    case 'sqs':
      throw new ConfigInvalidError('QUEUE must be fc on Function Compute, got "sqs"');
    case 'fc':
      return config.api === 2 ? createFc2Queue({ ...config, credentials }) : createFc3Queue({ ...config, credentials });
  }
}
