import { ConfigInvalidError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { FieldNames } from '../params/parse-body.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import type { FactStore } from '../store/fact-store.ts';
import type { RecordedUpload, UploadStore } from '../store/upload-store.ts';
import { adoptReconciled } from './adopt-reconciled.ts';
import { claimTicket } from './claim-ticket.ts';
import { confirmResult, type ConfirmStepOptions } from './confirm-step.ts';
import type { Deadline } from './deadline.ts';
import type { MessageOutcome } from './message-report.ts';
import { fieldsOf, messageToRecord } from './message-to-record.ts';
import { toStepResult } from './step-result.ts';
import type { Step, StepContext } from './step.ts';
import { withFields } from './with-fields.ts';

/** Runs one named part of the work, and takes its time. */
export type Timed = <T>(name: string, work: () => T | Promise<T>) => Promise<T>;

/** What {@link processMessage} works with. */
export interface ProcessMessageOptions {
  readonly store: UploadStore;
  readonly facts: FactStore;
  /** Absent where nobody asks OSS. */
  readonly confirm: ConfirmStepOptions | undefined;
  readonly steps: readonly Step[];
  readonly fieldNames: FieldNames | undefined;
  readonly logger: Logger;
  readonly deadline: Pick<Deadline, 'signal' | 'remainingMs'>;
  readonly timed: Timed;
}

/** What became of an upload, and what its steps gave back. */
export interface Processed {
  readonly outcome: Exclude<MessageOutcome, 'failed'>;
  readonly results: StepContext['results'];
  /** Whether a different upload came with the same ticket before, though the ticket was for exactly one key. */
  readonly ticketReused: boolean;
}

/**
 * Records an upload and runs what steps have not finished. To return is to be done; to throw is to be delivered again
 * and to go on behind the last step that finished.
 */
export async function processMessage(message: UploadMessage, options: ProcessMessageOptions): Promise<Processed> {
  const { store, facts, confirm, steps, timed, deadline } = options;
  assertConfirmed(message, steps);
  const fields = fieldsOf(message, options.fieldNames);
  if (await timed('claim', () => adoptReconciled(message, { facts, confirm, signal: deadline.signal })))
    return { ...ENDED, outcome: 'duplicate' };
  const given = message.ticket;
  const ticket = given && (await timed('ticket', () => claimTicket(message.id, given, facts)));
  const recorded = await timed('record', () => store.record(messageToRecord(message, fields, ticket)));
  const { record, done } = recorded;
  const ticketReused = ticket?.usedBefore !== undefined;
  if (done) return { outcome: 'duplicate', results: Object.fromEntries(recorded.steps), ticketReused };
  const unparsed = record.problem !== undefined;
  const results = unparsed ? {} : await runSteps({ message, fields, recorded }, options);
  await timed('complete', () => store.complete(record));
  return { outcome: unparsed ? 'unparsed' : outcomeOf(results), results, ticketReused };
}

const ENDED = { results: {}, ticketReused: false };

/** A promise that the receiver made is kept, or the message goes where somebody sees it. */
function assertConfirmed({ trust }: UploadMessage, steps: readonly Step[]): void {
  if (trust?.split('+').includes('confirm') !== true || steps.some(({ name }) => name === 'confirm')) return;
  throw new ConfigInvalidError(`TRUST of the worker must have confirm, as the receiver's had (${trust})`);
}

function outcomeOf(results: StepContext['results']): Processed['outcome'] {
  const verdict = confirmResult(results)?.verdict ?? 'confirmed';
  return verdict === 'confirmed' ? 'processed' : verdict;
}

interface Work {
  readonly message: UploadMessage;
  readonly fields: StepContext['fields'];
  readonly recorded: RecordedUpload;
}

async function runSteps(
  { message, fields, recorded: { record, steps: finished } }: Work,
  { store, steps, logger, deadline, timed }: ProcessMessageOptions,
): Promise<StepContext['results']> {
  const { id, receivedAt, requestId } = record;
  const results = new Map(finished);
  for (const { name, run } of steps) {
    if (results.has(name)) continue;
    // What OSS does not confirm is no upload: nobody reviews it, counts it or sees it.
    if (outcomeOf(Object.fromEntries(results)) !== 'processed') break;
    const context: StepContext = {
      ...deadline,
      id,
      receivedAt,
      fields,
      raw: message.raw,
      results: Object.fromEntries(results),
      logger: withFields(logger, { id, requestId, step: name }),
    };
    const result = toStepResult(name, await timed(name, () => run(record.upload, context)));
    await timed('ledger', () => store.finishStep(record, name, result));
    results.set(name, result);
  }
  return Object.fromEntries(results);
}
