import { assertGiven } from '../assert-given.ts';
import { createAwsJsonClient, type AwsCredentials } from '../aws/json-client.ts';
import type { MessageQueue } from './message-queue.ts';
import { sendWithRetries } from './send-with-retries.ts';
import { createSqsBatchSend } from './sqs-batch-send.ts';
import { createSqsSend } from './sqs-send.ts';
import { encodeMessage } from './upload-message.ts';

/** Options of {@link createSqsQueue}. */
export interface SqsQueueOptions {
  readonly queueUrl: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Default: the origin of `queueUrl`. */
  readonly endpoint?: string | undefined;
  /**
   * For a process that has many callbacks at once: they share calls of up to 10 messages, for which each waits so many
   * milliseconds at most. Default: a call for each.
   */
  readonly gatherMs?: number | undefined;
}

const SQS = { name: 'sqs', target: 'AmazonSQS', version: '1.0' } as const;
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const MAX_MESSAGE_BYTES = 1_048_576;

/**
 * Creates a queue on Amazon SQS. An enqueue is confirmed by SQS's own message id, never assumed.
 * @throws {TypeError} where `queueUrl` is no URL, or `region` or `credentials` is missing.
 */
export function createSqsQueue(options: SqsQueueOptions): MessageQueue {
  assertGiven(options, ['queueUrl', 'region', 'credentials']);
  const { queueUrl, endpoint, region, credentials, gatherMs } = options;
  if (!URL.canParse(queueUrl)) throw new TypeError(`"queueUrl" must be a URL, got ${JSON.stringify(queueUrl)}`);
  const call = createAwsJsonClient({
    service: SQS,
    endpoint: endpoint ?? new URL(queueUrl).origin,
    region,
    credentials,
  });
  const send =
    gatherMs === undefined ? createSqsSend({ call, queueUrl }) : createSqsBatchSend({ call, queueUrl, gatherMs });
  return {
    async enqueue(message, { signal }) {
      const text = encodeMessage(message, MAX_MESSAGE_BYTES);
      await sendWithRetries((time) => send(text, time), { service: 'SQS', signal });
    },
  };
}
