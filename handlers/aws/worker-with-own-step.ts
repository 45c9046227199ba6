import { createSqsHandler } from '../../lib/platform/aws/queue.ts';
import { workerMetrics } from '../../lib/platform/aws/worker-metrics.ts';
import { awsSecrets } from '../compose-aws-secrets.ts';
import { environmentCredentials } from '../compose-queue.ts';
import { composeWorker } from '../compose-worker.ts';
import { createNotifyStep } from './notify-step.ts';

const { env } = process;
const url = env['NOTIFY_URL'];
if (!url) throw new TypeError('NOTIFY_URL must be the address that is told of each upload');

/** An example: the queue function with a step of one's own behind `review` and `statistics`. */
export const handler = createSqsHandler(
  composeWorker(env, {
    secretByName: awsSecrets(env, { credentials: environmentCredentials(env) }),
    steps: [createNotifyStep({ url, fetch })],
    metrics: workerMetrics(env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'worker'),
  }),
);
