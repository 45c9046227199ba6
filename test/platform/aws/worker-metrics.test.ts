import { workerMetrics } from '../../../lib/platform/aws/worker-metrics.ts';
import type { MessageReport } from '../../../lib/worker/message-report.ts';

const report = (more: Pick<MessageReport, 'outcome'> & Partial<MessageReport>): MessageReport => ({
  messageId: 'm1',
  ms: { record: 3, total: 12 },
  at: 1_793_614_830_400,
  ...more,
});

describe('workerMetrics', () => {
  it.each([
    { more: { outcome: 'processed', accepted: true }, counts: { UploadsProcessed: 1 } },
    { more: { outcome: 'processed', accepted: false }, counts: { UploadsProcessed: 1, UploadsNotAccepted: 1 } },
    { more: { outcome: 'duplicate', accepted: false }, counts: { UploadsDuplicate: 1 } },
    { more: { outcome: 'unparsed' }, counts: { UploadsUnparsed: 1 } },
    { more: { outcome: 'unconfirmed', ticketReused: true }, counts: { UploadsUnconfirmed: 1, TicketsReused: 1 } },
    { more: { outcome: 'repeated' }, counts: { UploadsRepeated: 1 } },
    { more: { outcome: 'failed' }, counts: { MessagesFailed: 1 } },
  ] as const)('counts $more', ({ more, counts }) => {
    const line = workerMetrics('worker-dev')(report(more));
    expect(line).toEqual({
      FunctionName: 'worker-dev',
      WorkerMilliseconds: 12,
      ...counts,
      _aws: {
        Timestamp: 1_793_614_830_400,
        CloudWatchMetrics: [
          {
            Namespace: 'OssCallback',
            Dimensions: [['FunctionName']],
            Metrics: expect.arrayContaining([{ Name: 'WorkerMilliseconds', Unit: 'Milliseconds' }]) as unknown,
          },
        ],
      },
    });
  });
});
