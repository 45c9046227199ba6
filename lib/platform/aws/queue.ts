import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { BatchResult, QueueRecord, Worker } from '../../worker/worker.ts';

/**
 * Makes a Lambda handler of a worker. The event source mapping must have `ReportBatchItemFailures`, or messages that
 * failed are lost.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createSqsHandler(
  worker: Worker | Promise<Worker>,
): (event: SQSEvent, context?: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<SQSBatchResponse> {
  return async function handler(event, context) {
    const records = sqsEventToRecords(event);
    const work = await worker;
    return batchResultToSqsResponse(
      await work(records, context ? { remainingMs: () => context.getRemainingTimeInMillis() } : {}),
    );
  };
}

/**
 * Takes the messages out of an SQS event.
 * @throws {TypeError} where it is no SQS event, so that the whole batch is delivered again.
 */
export function sqsEventToRecords(event: SQSEvent): QueueRecord[] {
  const records: unknown = (event as Partial<SQSEvent> | undefined)?.Records;
  if (!Array.isArray(records))
    throw new TypeError('the worker must be invoked with an SQS event: "Records" is missing');
  return (records as SQSEvent['Records']).map(({ messageId, body, attributes }) => {
    if (typeof messageId !== 'string' || typeof body !== 'string') {
      throw new TypeError('each of "Records" must have a "messageId" and a "body"');
    }
    const attempt = Number((attributes as Partial<typeof attributes> | undefined)?.ApproximateReceiveCount);
    return { id: messageId, body, ...(Number.isSafeInteger(attempt) && { attempt }) };
  });
}

/** Tells SQS which messages to deliver again. */
export function batchResultToSqsResponse({ failedIds }: BatchResult): SQSBatchResponse {
  return { batchItemFailures: failedIds.map((itemIdentifier) => ({ itemIdentifier })) };
}
