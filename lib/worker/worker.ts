/** A message as the queue delivers it. */
export interface QueueRecord {
  /** The queue's id of the message. */
  readonly id: string;
  /** What `encodeMessage` wrote. */
  readonly body: string;
  /** How many times it was delivered, this one included, where the queue tells. */
  readonly attempt?: number;
}

/** What is known of the invocation that a batch is handled in. */
export interface WorkerInvocation {
  /** Milliseconds until the function is stopped. Default: it never is. */
  readonly remainingMs?: () => number;
}

/** What became of a batch. */
export interface BatchResult {
  /** The queue's ids of the messages to deliver again, in the order in which they came. */
  readonly failedIds: readonly string[];
}

/** Handles a batch of messages. A message that fails does so alone. */
export type Worker = (records: readonly QueueRecord[], invocation?: WorkerInvocation) => Promise<BatchResult>;
