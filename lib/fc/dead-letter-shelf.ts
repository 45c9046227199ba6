/** A message that Function Compute gave up, with the reason of its last failure. */
export interface ShelvedLetter {
  /** Of the invocation that was given up: the same however often its failure is told. */
  readonly id: string;
  /** What was enqueued. */
  readonly body: string;
  /** UTC, ISO 8601: when it was enqueued, where that is known. */
  readonly sentAt?: string;
  readonly reason?: string;
}

/** Where messages are put that Function Compute gave up: it keeps none itself. */
export interface DeadLetterShelf {
  /** Durable once it resolves. One whose id is there already changes nothing. */
  put(letter: ShelvedLetter): Promise<void>;
  count(): Promise<number>;
  /** The first `limit` of them, in the order in which they were put. */
  list(options: { readonly limit: number }): Promise<readonly ShelvedLetter[]>;
  /** Takes one away; resolves also where it is gone. */
  remove(id: string): Promise<void>;
}
