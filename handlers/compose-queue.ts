import type { AwsCredentials } from '../lib/aws/json-client.ts';
import type { Env, QueueConfig } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import { createDiscardQueue } from '../lib/queue/discard-queue.ts';
import { createMemoryQueue } from '../lib/queue/memory-queue.ts';
import type { MessageQueue } from '../lib/queue/message-queue.ts';
import { createSqsQueue, type SqsQueueOptions } from '../lib/queue/sqs-queue.ts';

/** Options of {@link composeQueue}. */
export interface ComposeQueueOptions extends Pick<SqsQueueOptions, 'gatherMs'> {
  readonly credentials: AwsCredentials;
}

/**
 * Composes the queue that the settings name, on AWS.
 * @throws {ConfigInvalidError} where it is one of another cloud, or nothing says in which region it is.
 */
export function composeQueue(config: QueueConfig, env: Env, options: ComposeQueueOptions): MessageQueue {
  switch (config.kind) {
    case 'memory':
      return createMemoryQueue();
    case 'discard':
      return createDiscardQueue();
    case 'fc':
      throw new ConfigInvalidError('QUEUE must be sqs on AWS, got "fc"');
    case 'sqs':
      return createSqsQueue({
        queueUrl: config.url,
        endpoint: endpointOf(env),
        region: regionOf(config.url, env),
        ...options,
      });
  }
}

/** The credentials that Lambda puts into a function's environment. */
export function environmentCredentials(env: Env): AwsCredentials {
  return () => ({
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    ...(env['AWS_SESSION_TOKEN'] ? { sessionToken: env['AWS_SESSION_TOKEN'] } : {}),
  });
}

function endpointOf(env: Env): string | undefined {
  const name = env['AWS_ENDPOINT_URL_SQS'] ? 'AWS_ENDPOINT_URL_SQS' : 'AWS_ENDPOINT_URL';
  const endpoint = env[name];
  if (!endpoint) return undefined;
  if (/^https?:/.test(endpoint) && URL.canParse(endpoint)) return endpoint;
  throw new ConfigInvalidError(`${name} must be an http or https URL, got ${JSON.stringify(endpoint)}`);
}

function regionOf(queueUrl: string, env: Env): string {
  const named = /^https:\/\/sqs\.([a-z0-9-]+)\./.exec(queueUrl)?.[1];
  const region = named ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION']);
  if (!region) throw new ConfigInvalidError('AWS_REGION must be stated where QUEUE_URL does not name one');
  return region;
}
