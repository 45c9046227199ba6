import type { StatisticsRow } from './statistics.ts';
import type { UploadRecord } from './upload-record.ts';

/**
 * `received`: steps are outstanding; `processed`: all have finished; `unparsed`: the body could not be understood;
 * `unconfirmed`: OSS knows no such object; `superseded`: a newer object stands in its place; `repeated`: another upload told of
 * that very object. The last four are not counted.
 */
export type UploadStatus = 'received' | 'processed' | 'unparsed' | 'unconfirmed' | 'superseded' | 'repeated';

/** A step that finished. */
export interface FinishedStep {
  readonly name: string;
  /** UTC, ISO 8601. */
  readonly finishedAt: string;
  readonly result?: unknown;
}

/** All that is known of an upload. */
export interface UploadDetails {
  readonly status: UploadStatus;
  readonly record: UploadRecord;
  /** In the order in which they finished. */
  readonly steps: readonly FinishedStep[];
  /** UTC, ISO 8601; absent while steps are outstanding. */
  readonly completedAt?: string;
}

/** A line of a listing. */
export interface UploadSummary {
  readonly id: string;
  readonly receivedAt: string;
  /** `-` where the callback named none. */
  readonly bucket: string;
  readonly object?: string;
  readonly size?: number;
  readonly mimeType?: string;
  readonly status: UploadStatus;
  /** What `review` said; absent until it has. */
  readonly accepted?: boolean;
}

/** Which uploads to list. */
export interface UploadListQuery {
  readonly bucket?: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day?: string;
  /** At least 1. */
  readonly limit: number;
  /** What the page before gave as `cursor`. */
  readonly cursor?: string;
}

/** A page of a listing, newest first. One with a cursor may be short, or even empty: uploads that have expired are left out. */
export interface UploadPage {
  readonly uploads: readonly UploadSummary[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/** Which days to count; both ends belong to the range. */
export interface StatisticsQuery {
  readonly bucket?: string;
  /** UTC, `YYYY-MM-DD`; default: the first day there is. */
  readonly fromDay?: string;
  /** UTC, `YYYY-MM-DD`; default: the last day there is. */
  readonly toDay?: string;
}

/** What people and consoles ask of the store. Reading never changes what is kept. */
export interface UploadReader {
  /** Finds one upload; `undefined` where there is none, or its retention is over. */
  get(id: string): Promise<UploadDetails | undefined>;
  /**
   * Lists uploads, newest first. A listing may lag seconds behind {@link UploadReader.get}.
   * @throws {TypeError} where `limit` or `cursor` is not what it must be.
   */
  list(query: UploadListQuery): Promise<UploadPage>;
  /** Totals uploads by bucket, day and MIME type, sorted in that order. */
  statistics(query: StatisticsQuery): Promise<readonly StatisticsRow[]>;
}
