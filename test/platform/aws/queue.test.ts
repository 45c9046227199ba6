import type { Context, SQSEvent } from 'aws-lambda';
import { createSqsHandler, sqsEventToRecords } from '../../../lib/platform/aws/queue.ts';
import type { QueueRecord, WorkerInvocation } from '../../../lib/worker/worker.ts';

const sqsEvent = (...records: object[]) => ({ Records: records }) as unknown as SQSEvent;

describe('sqsEventToRecords', () => {
  it('takes id, body and the number of the delivery', () => {
    const first = { messageId: 'm1', body: 'one', attributes: { ApproximateReceiveCount: '3' } };
    expect(sqsEventToRecords(sqsEvent(first, { messageId: 'm2', body: '' }))).toEqual([
      { id: 'm1', body: 'one', attempt: 3 },
      { id: 'm2', body: '' },
    ]);
  });

  it.each([
    { name: 'nothing', event: undefined },
    { name: 'an HTTP event', event: { version: '2.0' } },
    { name: 'a record without an id', event: { Records: [{ body: '' }] } },
    { name: 'a record without a body', event: { Records: [{ messageId: 'm1' }] } },
  ])('refuses $name', ({ event }) => {
    expect(() => sqsEventToRecords(event as unknown as SQSEvent)).toThrow(TypeError);
  });
});

describe('createSqsHandler', () => {
  it('hands the batch and the time to the worker, and names the messages that failed', async () => {
    const seen: [readonly QueueRecord[], WorkerInvocation | undefined][] = [];
    const handler = createSqsHandler(
      Promise.resolve((records, invocation) => {
        seen.push([records, invocation]);
        return Promise.resolve({ failedIds: ['m2'] });
      }),
    );
    const event = sqsEvent({ messageId: 'm1', body: 'one' }, { messageId: 'm2', body: 'two' });
    const context = { getRemainingTimeInMillis: () => 1_234 } as Context;
    expect(await handler(event, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(seen[0]?.[0].map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(seen[0]?.[1]?.remainingMs?.()).toBe(1_234);
    await handler(event);
    expect(seen[1]?.[1]).toEqual({});
  });
});
