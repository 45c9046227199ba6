import { createSqsHandler } from '../../lib/platform/aws/queue.ts';
import { workerMetrics } from '../../lib/platform/aws/worker-metrics.ts';
import { awsSecrets } from '../compose-aws-secrets.ts';
import { environmentCredentials } from '../compose-queue.ts';
import { composeWorker } from '../compose-worker.ts';

const { env } = process;

/** The queue function: records, reviews and counts each upload, however often it is delivered. */
export const handler = createSqsHandler(
  composeWorker(env, {
    secretByName: awsSecrets(env, { credentials: environmentCredentials(env) }),
    metrics: workerMetrics(env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'worker'),
  }),
);
