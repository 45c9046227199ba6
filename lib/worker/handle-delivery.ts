import { untilAborted, type Clock } from '../clock.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import { toReportedError } from '../reported-error.ts';
import { confirmResult } from './confirm-step.ts';
import type { Delivery } from './delivery.ts';
import { keepFailure } from './keep-failure.ts';
import { logReport, type LogReportOptions, type MessageReport } from './message-report.ts';
import { processMessage, type ProcessMessageOptions, type Timed } from './process-message.ts';
import { reviewResult } from './review-step.ts';

/** What {@link handleDelivery} works with. */
export type HandleDeliveryOptions = Omit<ProcessMessageOptions, 'timed'> & LogReportOptions & { readonly clock: Clock };

type End = Pick<
  MessageReport,
  'outcome' | 'accepted' | 'brokenRules' | 'differences' | 'ticketReused' | 'step' | 'error'
>;

/** Handles one delivery and tells whether it is done with; never rejects. One line of the log tells what became of it. */
export async function handleDelivery(delivery: Delivery, options: HandleDeliveryOptions): Promise<boolean> {
  const { clock, deadline } = options;
  const { record, message } = delivery;
  const startedAt = clock();
  const times = startTimes(clock, deadline.signal);
  let end: End;
  try {
    if (!message) throw delivery.error;
    const ended = processToEnd(message, { ...options, timed: times.timed });
    end = await untilAborted(ended, deadline.signal, () => deadline.signal.reason as Error);
  } catch (error) {
    end = { outcome: 'failed', ...times.current(), error: toReportedError(error) };
  }
  const at = clock();
  const report: MessageReport = {
    ...end,
    messageId: record.id,
    ...(record.attempt !== undefined && { attempt: record.attempt }),
    ...(message && describeMessage(message)),
    ms: { ...times.parts(), total: at - startedAt },
    at,
  };
  logReport(report, options);
  await keepFailure(record.body, report, options.facts);
  return end.outcome !== 'failed';
}

async function processToEnd(message: UploadMessage, options: ProcessMessageOptions): Promise<End> {
  const { outcome, results, ticketReused } = await processMessage(message, options);
  const differences = confirmResult(results)?.differences ?? [];
  const review = reviewResult(results);
  return {
    outcome,
    ...(ticketReused && { ticketReused }),
    ...(differences.length > 0 && { differences }),
    ...(review && { accepted: review.accepted }),
    ...(review && !review.accepted && { brokenRules: review.reasons.map(({ rule }) => rule) }),
  };
}

function describeMessage({ id, requestId, traceId, upload, problem }: UploadMessage): Partial<MessageReport> {
  const { bucket, object, size } = upload;
  return {
    id,
    requestId,
    ...(traceId !== undefined && { traceId }),
    ...(bucket !== undefined && { bucket }),
    ...(object !== undefined && { object }),
    ...(size !== undefined && { size }),
    ...(problem !== undefined && { problem }),
  };
}

/** Takes the time of each part, and starts none once `signal` has aborted. */
function startTimes(clock: Clock, signal: AbortSignal) {
  const parts = new Map<string, number>();
  let step: string | undefined;
  const timed: Timed = async (name, work) => {
    signal.throwIfAborted();
    step = name;
    const startedAt = clock();
    try {
      return await work();
    } finally {
      parts.set(name, (parts.get(name) ?? 0) + clock() - startedAt);
    }
  };
  return {
    timed,
    current: (): { step?: string } => (step === undefined ? {} : { step }),
    parts: (): Record<string, number> => Object.fromEntries(parts),
  };
}
