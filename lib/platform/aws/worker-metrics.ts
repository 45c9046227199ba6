import type { MessageReport } from '../../worker/message-report.ts';
import { createEmf, type MetricValue } from './emf.ts';

const NAMESPACE = 'OssCallback';

/** Counts messages by what became of them, and uploads that the review did not accept, and times the work, for one function. */
export function workerMetrics(functionName: string): (report: MessageReport) => object {
  const emf = createEmf({ namespace: NAMESPACE, dimensions: { FunctionName: functionName } });
  return ({ outcome, accepted, ticketReused, ms, at }) => {
    const metrics: Record<string, MetricValue> = {
      [NAMES[outcome]]: [1, 'Count'],
      WorkerMilliseconds: [ms.total, 'Milliseconds'],
    };
    if (outcome === 'processed' && accepted === false) metrics['UploadsNotAccepted'] = [1, 'Count'];
    if (ticketReused === true) metrics['TicketsReused'] = [1, 'Count'];
    return emf(at, metrics);
  };
}

const NAMES = {
  processed: 'UploadsProcessed',
  duplicate: 'UploadsDuplicate',
  unparsed: 'UploadsUnparsed',
  unconfirmed: 'UploadsUnconfirmed',
  superseded: 'UploadsSuperseded',
  repeated: 'UploadsRepeated',
  failed: 'MessagesFailed',
} as const;
