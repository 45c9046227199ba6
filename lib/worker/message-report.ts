import type { Logger } from '../logger.ts';
import type { ReportedError } from '../reported-error.ts';
import type { Difference } from './confirm-step.ts';

/**
 * What became of a message. `processed`: every step has finished; `duplicate`: they had before; `unparsed`: kept, though
 * its body could not be understood; `unconfirmed`: OSS knows no such object; `superseded`: a newer object stands in its place;
 * `repeated`: another upload told of that very object; `failed`: to be delivered again.
 */
export type MessageOutcome =
  'processed' | 'duplicate' | 'unparsed' | 'unconfirmed' | 'superseded' | 'repeated' | 'failed';

/** What is told of a message: one line of the log. */
export interface MessageReport {
  readonly outcome: MessageOutcome;
  /** The queue's id of the message. */
  readonly messageId: string;
  /** How many times it was delivered, this one included, where the queue tells. */
  readonly attempt?: number;
  /** The upload's id; absent where the message could not be read. */
  readonly id?: string;
  readonly requestId?: string;
  readonly traceId?: string;
  readonly bucket?: string;
  readonly object?: string;
  /** Bytes. */
  readonly size?: number;
  /** Why the body could not be understood. */
  readonly problem?: string;
  /** What `review` said. */
  readonly accepted?: boolean;
  /** In what OSS and the callback differ, where the upload is not confirmed. */
  readonly differences?: readonly Difference[];
  /** Whether a different upload came with the same ticket before, though the ticket was for exactly one key. */
  readonly ticketReused?: boolean;
  /** The rules that `review` saw broken. */
  readonly brokenRules?: readonly string[];
  /** Milliseconds: the whole, and each store call and step that was made, by name. */
  readonly ms: Readonly<Record<string, number>> & { readonly total: number };
  /** Milliseconds since the epoch, at the end. */
  readonly at: number;
  /** The step that failed. */
  readonly step?: string;
  readonly error?: ReportedError;
}

const LINES: Readonly<Record<MessageOutcome, { readonly level: 'info' | 'warn' | 'error'; readonly text: string }>> = {
  processed: { level: 'info', text: 'upload processed' },
  duplicate: { level: 'info', text: 'upload was processed before' },
  unparsed: { level: 'error', text: 'upload kept, but its callback body could not be understood' },
  unconfirmed: { level: 'warn', text: 'upload not confirmed: OSS knows no such object' },
  superseded: { level: 'info', text: 'upload superseded by a newer object' },
  repeated: { level: 'warn', text: 'upload not counted: another callback told of that very object' },
  failed: { level: 'error', text: 'message failed and will be delivered again' },
};

/** Options of {@link logReport}. */
export interface LogReportOptions {
  readonly logger: Logger;
  /** Names of members whose values are masked. Default none. */
  readonly redact?: readonly string[] | undefined;
  /** Members to add to the line, such as a platform's metrics. */
  readonly metrics?: ((report: MessageReport) => object) | undefined;
}

/** Writes the one line of a message. */
export function logReport(report: MessageReport, { logger, redact, metrics }: LogReportOptions): void {
  const { level, text } = LINES[report.outcome];
  // The line has a time of its own.
  const members = Object.entries(report).filter(([name]) => name !== 'at');
  const hidden = new Set(redact);
  const masked = members.map(([name, value]: [string, unknown]) => [name, hidden.has(name) ? '***' : value]);
  logger[level]({ ...(Object.fromEntries(masked) as object), ...metrics?.(report) }, text);
}
