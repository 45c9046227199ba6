import type { EnqueueOptions, MessageQueue } from '../../lib/queue/message-queue.ts';
import type { UploadMessage } from '../../lib/queue/upload-message.ts';

/** A queue that keeps what it is given, and does first what the test says. */
export interface FakeQueue extends MessageQueue {
  readonly messages: readonly UploadMessage[];
}

export function createFakeQueue(
  before: (options: EnqueueOptions) => Promise<void> = () => Promise.resolve(),
): FakeQueue {
  const messages: UploadMessage[] = [];
  return {
    messages,
    async enqueue(message, options) {
      await before(options);
      messages.push(message);
    },
  };
}
