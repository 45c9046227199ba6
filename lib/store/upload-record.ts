import type { RawBody, Upload } from '../upload.ts';

/** What is kept of a callback body that is too large to be kept itself. */
export interface BodyDigest {
  readonly contentType?: string;
  /** SHA-256 of the octets, 64 hex digits. */
  readonly sha256: string;
  /** Number of octets. */
  readonly bytes: number;
}

/** What is kept of the ticket that allowed an upload. */
export interface TicketUse {
  readonly scope: 'key' | 'prefix';
  /** Unique to the ticket. */
  readonly nonce: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  /** Id of a different upload that came with this ticket before, though it was for exactly one key. */
  readonly usedBefore?: string;
}

/** One upload as it is kept: written once, never changed. */
export interface UploadRecord {
  /** Idempotency key: 64 hex digits, the same for every delivery of one callback. */
  readonly id: string;
  /** UTC, ISO 8601 with milliseconds: it sorts as text, and its day and hour are what statistics go by. */
  readonly receivedAt: string;
  readonly requestId: string;
  readonly traceId?: string;
  readonly upload: Upload;
  /** What else the body carried; absent where it was too large to be kept. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly raw: RawBody | BodyDigest;
  /** Under which `TRUST` it was accepted; `reconciled` where no callback came and OSS's listing told of it. */
  readonly trust?: string;
  readonly ticket?: TicketUse;
  /** Why a genuinely signed body could not be understood; such an upload is kept, but neither reviewed nor counted. */
  readonly problem?: string;
  /** What was left out of this record, and why. */
  readonly notes?: readonly string[];
}

/** Where uploads are filed whose callback names no bucket. No bucket of OSS can have this name. */
export const NO_BUCKET = '-';

// A bucket's name has at most 63 characters; what a callback body claims may be anything.
// https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions
const MAX_BUCKET_LENGTH = 128;

/** Names the bucket that an upload is listed and counted under; {@link NO_BUCKET} where the callback names none. */
export function bucketOf({ bucket }: Upload): string {
  if (bucket === undefined || bucket.length > MAX_BUCKET_LENGTH) return NO_BUCKET;
  // Half a surrogate pair is text in JSON, but not in a table.
  return Buffer.from(bucket).toString();
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function dayOf(receivedAt: string): string {
  return receivedAt.slice(0, 10);
}

/** The UTC hour of an instant, `00` to `23`. */
export function hourOf(receivedAt: string): string {
  return receivedAt.slice(11, 13);
}
