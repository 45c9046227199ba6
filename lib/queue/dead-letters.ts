/** A message that the worker was handed as often as the queue allows, in vain. */
export interface DeadLetter {
  /** The queue's own id of it; the same each time it is listed. */
  readonly id: string;
  /** What `encodeMessage` wrote, or whatever else stood in the queue. */
  readonly body: string;
  /** UTC, ISO 8601: when it was first enqueued, where the queue tells. */
  readonly sentAt?: string;
  /** Why the last attempt failed, where the queue itself tells; the worker keeps its own reason as a fact. */
  readonly reason?: string;
}

/** What became of a redrive by the time it was asked about. */
export interface Redrive {
  /** How many messages are back in the queue, as far as it is known. */
  readonly moved: number;
  /** Whether it has ended; where it has not, it goes on by itself. */
  readonly ended: boolean;
  /** How many were left where they are because `signal` aborted; absent where none were. */
  readonly left?: number;
}

/** Options of what asks {@link DeadLetters}. */
export interface DeadLetterOptions {
  /** Aborts when nobody waits any more. */
  readonly signal?: AbortSignal;
}

/** Where messages wait that could not be processed, for somebody who mends the cause. */
export interface DeadLetters {
  /** Tells about how many there are: a queue's figure may lag behind by a minute. */
  count(options?: DeadLetterOptions): Promise<number>;
  /** Shows at most `limit` of them, in no order, and takes none away. May be repeated; two at once may see fewer each. */
  list(options: DeadLetterOptions & { readonly limit: number }): Promise<readonly DeadLetter[]>;
  /**
   * Hands all of them to the worker again, and resolves when that has ended or `signal` aborts. May be repeated: one that
   * runs already is joined, and processing an upload twice changes nothing.
   * @throws {RedriveFailedError} where the queue gave up.
   */
  redrive(options?: DeadLetterOptions): Promise<Redrive>;
}
