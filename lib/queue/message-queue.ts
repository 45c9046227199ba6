import type { UploadMessage } from './upload-message.ts';

/** Where verified uploads wait for the worker. Delivery is at least once; order is not kept. */
export interface MessageQueue {
  /**
   * Resolves once the message is durable. Enqueuing the same `id` twice may deliver it twice.
   * @throws {NotDurableError} where the queue did not confirm before `signal` aborted or refused for good.
   * @throws {MessageTooLargeError} where the message does not fit.
   */
  enqueue(message: UploadMessage, options: EnqueueOptions): Promise<void>;
}

/** Options of {@link MessageQueue.enqueue}. */
export interface EnqueueOptions {
  /** Aborts when the time for the whole reply is used up. */
  readonly signal: AbortSignal;
}
