import type { OutcomeMetrics } from '../../callback/outcome-log.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { createEmf, type MetricValue } from './emf.ts';

const NAMESPACE = 'OssCallback';

/** Counts callbacks by outcome, refusals also by code, and times the ack and the enqueue, for one function. */
export function callbackMetrics(functionName: string, clock: Clock = systemClock): OutcomeMetrics {
  const emf = createEmf({ namespace: NAMESPACE, dimensions: { FunctionName: functionName } });
  return ({ outcome, code, ms }) => {
    const metrics: Record<string, MetricValue> = {
      [NAMES[outcome]]: [1, 'Count'],
      AckMilliseconds: [ms.ack, 'Milliseconds'],
    };
    if (ms.enqueue !== undefined) metrics['EnqueueMilliseconds'] = [ms.enqueue, 'Milliseconds'];
    // A name for each code, not a dimension: the alarms look at one function's sums.
    if (outcome === 'rejected' && code !== undefined) metrics[`Rejected_${code}`] = [1, 'Count'];
    return emf(clock(), metrics);
  };
}

const NAMES = { accepted: 'Accepted', rejected: 'Rejected', 'not-durable': 'NotDurable' } as const;
