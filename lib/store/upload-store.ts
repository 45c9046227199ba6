import type { StatisticsEntry } from './statistics.ts';
import type { UploadRecord } from './upload-record.ts';

/** What the store knows of an upload that a message is about. */
export interface RecordedUpload {
  /** The record as it was first written, whatever later deliveries say. */
  readonly record: UploadRecord;
  /** The steps that have finished, by name, with the result of each. */
  readonly steps: ReadonlyMap<string, unknown>;
  /** Whether every step had finished: there is nothing left to do, even if the record itself has expired. */
  readonly done: boolean;
}

/**
 * Where the worker keeps what it did. Every method may be repeated, at any time and by several workers at once,
 * without changing the outcome: that is what makes at-least-once delivery count once.
 */
export interface UploadStore {
  /** Keeps a record by one conditional write; where one of that `id` is kept already, that one comes back. */
  record(record: UploadRecord): Promise<RecordedUpload>;
  /** Remembers that a step finished. The first result stays. `result` is any JSON value, or `undefined`. */
  finishStep(record: UploadRecord, step: string, result: unknown): Promise<void>;
  /** Keeps an upload's entry in the statistics; the entry's `id` counts once. */
  count(entry: StatisticsEntry): Promise<void>;
  /** Remembers that every step finished. This outlives the record's retention, so that a replay changes nothing. */
  complete(record: UploadRecord): Promise<void>;
}
