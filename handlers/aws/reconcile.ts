import { readQueueConfig } from '../../lib/config.ts';
import { createScheduleHandler, reconcileMetrics } from '../../lib/platform/aws/schedule.ts';
import { awsSecrets } from '../compose-aws-secrets.ts';
import { composeQueue, environmentCredentials } from '../compose-queue.ts';
import { composeReconciler } from '../compose-reconciler.ts';

const { env } = process;
const credentials = environmentCredentials(env);

/** The scheduled function: looks for uploads whose callback was lost, and enqueues them. */
export const handler = createScheduleHandler(
  composeReconciler(env, {
    queue: composeQueue(readQueueConfig(env), env, { credentials }),
    secretByName: awsSecrets(env, { credentials }),
    metrics: reconcileMetrics(env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'reconcile'),
  }),
);
