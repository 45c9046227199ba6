/** Bytes of a file that the page may send. */
export const MAX_UPLOAD_BYTES = 67_108_864;

/** What the page is told of the run that it watches. */
export interface ConsoleSetup {
  /** Where the receiver takes callbacks. */
  readonly callbackUrl: string;
  readonly ossUrl: string;
  /** Receives after which a message is laid aside. */
  readonly maxReceives: number;
}

/** What waits where. */
export interface QueueDepth {
  readonly waiting: number;
  readonly inFlight: number;
  readonly dead: number;
}
