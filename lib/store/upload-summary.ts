import type { UploadStatus, UploadSummary } from './upload-reader.ts';
import { bucketOf, type UploadRecord } from './upload-record.ts';

/** What a listing shows of a record, as far as the record alone says it. */
export type RecordSummary = Omit<UploadSummary, 'status' | 'accepted'> & { readonly unparsed: boolean };

/** Takes from a record what a listing shows. */
export function recordToSummary({ id, receivedAt, upload, problem }: UploadRecord): RecordSummary {
  const { object, size, mimeType } = upload;
  return {
    id,
    receivedAt,
    bucket: bucketOf(upload),
    ...(object !== undefined && { object }),
    ...(size !== undefined && { size }),
    ...(mimeType !== undefined && { mimeType }),
    unparsed: problem !== undefined,
  };
}

/** What the ledger says of an upload. */
export interface LedgerSummary {
  /** Whether every step finished. */
  readonly done: boolean;
  /** Result of the step `review`, where it finished. */
  readonly review: unknown;
  /** Result of the step `confirm`, where it finished. */
  readonly confirm: unknown;
}

/** Completes a listing's line by what the ledger says. */
export function summaryToLine(
  { unparsed, ...summary }: RecordSummary,
  { done, review, confirm }: LedgerSummary,
): UploadSummary {
  const accepted = acceptedOf(review);
  return { ...summary, status: statusOf({ unparsed, done, confirm }), ...(accepted !== undefined && { accepted }) };
}

/** What the status of an upload goes by. */
export type StatusFacts = Pick<LedgerSummary, 'done' | 'confirm'> & { readonly unparsed: boolean };

/** Where an upload is on its way. */
export function statusOf({ unparsed, done, confirm }: StatusFacts): UploadStatus {
  if (unparsed) return 'unparsed';
  const verdict = verdictOf(confirm);
  if (verdict === 'unconfirmed' || verdict === 'superseded' || verdict === 'repeated') return verdict;
  return done ? 'processed' : 'received';
}

function acceptedOf(review: unknown): boolean | undefined {
  if (typeof review !== 'object' || review === null || !('accepted' in review)) return undefined;
  return review.accepted === true;
}

function verdictOf(confirm: unknown): unknown {
  return typeof confirm === 'object' && confirm !== null && 'verdict' in confirm ? confirm.verdict : undefined;
}
