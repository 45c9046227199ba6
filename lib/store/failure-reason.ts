import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** Why the last attempt at a message failed: kept as a fact, so that it outlives the log and stands beside the dead letter. */
export interface FailureReason {
  /** UTC, ISO 8601. */
  readonly at: string;
  /** How many times the message had been delivered, where the queue told. */
  readonly attempt?: number | undefined;
  /** The step, or the part of the work before the steps, that failed. */
  readonly step?: string | undefined;
  readonly error: { readonly name: string; readonly code?: string | undefined; readonly message: string };
}

const schema = v.object({
  at: v.string(),
  attempt: v.optional(v.number()),
  step: v.optional(v.string()),
  error: v.object({ name: v.string(), code: v.optional(v.string()), message: v.string() }),
});

/** Names the fact by the message's octets: a queue may give a message another id on its way to the dead letters and back. */
export const failureFact = (body: string): string => `failure/${createHash('sha256').update(body).digest('hex')}`;

/** Writes a reason as its fact carries it. */
export const formatFailure = (reason: FailureReason): string => JSON.stringify(reason);

/** Reads what {@link formatFailure} wrote; `undefined` where it is something else, or nothing was kept. */
export function parseFailure(text: string | undefined): FailureReason | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return result.success ? result.output : undefined;
}
