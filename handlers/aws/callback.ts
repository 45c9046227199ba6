import { readQueueConfig } from '../../lib/config.ts';
import { callbackMetrics } from '../../lib/platform/aws/callback-metrics.ts';
import { createLambdaHttpHandler } from '../../lib/platform/aws/http.ts';
import { awsSecrets } from '../compose-aws-secrets.ts';
import { composeQueue, environmentCredentials } from '../compose-queue.ts';
import { composeReceiver } from '../compose-receiver.ts';

const { env } = process;
const credentials = environmentCredentials(env);

/** The HTTP function: verifies a callback, puts it on the queue, acknowledges it. */
export const handler = createLambdaHttpHandler(
  composeReceiver(env, {
    queue: composeQueue(readQueueConfig(env), env, { credentials }),
    secretByName: awsSecrets(env, { credentials }),
    metrics: callbackMetrics(env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'callback'),
  }),
);
