import type { Context, ScheduledEvent } from 'aws-lambda';
import type { ReconcileReport, Reconciler } from '../../reconcile/create-reconciler.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { createEmf } from './emf.ts';

const NAMESPACE = 'OssCallback';

/** Makes a Lambda handler of a reconciliation, to be run by a schedule; what the event says does not matter. */
export function createScheduleHandler(
  reconciler: Reconciler | Promise<Reconciler>,
): (
  event?: Partial<ScheduledEvent>,
  context?: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
) => Promise<ReconcileReport> {
  return async function handler(event, context) {
    const reconcile = await reconciler;
    return reconcile(
      context
        ? { requestId: context.awsRequestId, remainingMs: () => context.getRemainingTimeInMillis() }
        : { requestId: event?.id ?? 'reconcile' },
    );
  };
}

/** Counts the uploads whose callback was lost, and what it cost to find them, for one function. */
export function reconcileMetrics(
  functionName: string,
  clock: Clock = systemClock,
): (report: ReconcileReport) => object {
  const emf = createEmf({ namespace: NAMESPACE, dimensions: { FunctionName: functionName } });
  return ({ pages, objects, enqueued }) =>
    emf(clock(), {
      UploadsReconciled: [enqueued, 'Count'],
      ObjectsListed: [objects, 'Count'],
      ListCalls: [pages, 'Count'],
    });
}
