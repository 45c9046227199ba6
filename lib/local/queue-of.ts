import type { DeclaredQueue } from './declared-resources.ts';
import type { JournalledMessage } from './queue-journal.ts';

/** The name of the queue that a message is in: after its last receive the dead-letter queue. */
export function queueOf(message: JournalledMessage, queues: readonly DeclaredQueue[]): string | undefined {
  const queue = queues.find(({ name }) => name === message.queue);
  const { redrive } = queue ?? {};
  if (redrive === undefined || message.receives < redrive.maxReceiveCount) return queue?.name;
  return queues.find(({ arn }) => arn === redrive.deadLetterArn)?.name;
}
