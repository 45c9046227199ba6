/** The parts of an upload's way, in the order in which they begin. */
export const HOP_NAMES = ['upload', 'callback', 'verification', 'queue', 'answer', 'worker'] as const;

/** A part of an upload's way. */
export type HopName = (typeof HOP_NAMES)[number];

/** `waiting`: it has not begun, and may never. */
export type HopState = 'waiting' | 'running' | 'ok' | 'warning' | 'failed';

/** One part of an upload's way. */
export interface Hop {
  readonly name: HopName;
  readonly state: HopState;
  /** Milliseconds since the upload began; absent while it waits. */
  readonly from?: number;
  /** Absent while it runs. */
  readonly to?: number;
  /** What came of it, in a few words. */
  readonly note: string;
}

/**
 * `running`: on its way; `done`: everybody is content; `warning`: kept, but not as it should be, or to be tried again;
 * `failed`: the client was told a failure, the callback was refused, or the message is a dead letter.
 */
export type JourneyOutcome = 'running' | 'done' | 'warning' | 'failed';

/** An upload on its way from the client to the store, as far as it was heard. */
export interface Journey {
  /** The id of the upload's request at OSS, or of the callback's where OSS was not watched. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly bucket: string | undefined;
  readonly object: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
  /** Name of the API, or `Callback` where only the callback was seen. */
  readonly operation: string;
  /** One of each name, in order. */
  readonly hops: readonly Hop[];
  readonly outcome: JourneyOutcome;
  /** The code by which a failure can be looked up: of ours, or OSS's. */
  readonly code: string | undefined;
  /** The end in a sentence. */
  readonly summary: string;
  /** The id under which it is stored. */
  readonly uploadId: string | undefined;
  /** Milliseconds until the last thing that was heard. */
  readonly totalMs: number;
}
