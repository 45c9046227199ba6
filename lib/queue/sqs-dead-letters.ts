import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ConfigInvalidError } from '../errors.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import { redriveSqs } from './sqs-redrive.ts';

/** Options of {@link createSqsDeadLetters}. */
export interface SqsDeadLettersOptions {
  readonly client: SQSClient;
  /** The queue that the worker reads: its redrive policy names where dead letters go. */
  readonly queueUrl: string;
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
const MAX_BATCH = 10;
// Hides what was shown for as long as a listing may take, so that it goes on to the next.
const SHOWN_SECONDS = 60;

/** Creates the view of the dead letters of a queue on Amazon SQS. */
export function createSqsDeadLetters({ client, queueUrl }: SqsDeadLettersOptions): DeadLetters {
  let found: Promise<SqsDeadLetterQueue> | undefined;
  const find = (): Promise<SqsDeadLetterQueue> => {
    found ??= findDeadLetterQueue(client, queueUrl).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    async count({ signal } = {}) {
      const { url } = await find();
      const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
        abortedBy(signal),
      );
      return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },
    async list({ limit, signal }) {
      const { url } = await find();
      const shown = new Map<string, Message>();
      try {
        while (shown.size < limit) {
          const messages = await receive(client, url, { max: limit - shown.size, signal });
          if (messages.length === 0) break;
          for (const message of messages) shown.set(message.MessageId ?? '', message);
        }
      } finally {
        await showAgain(client, url, [...shown.values()]);
      }
      return [...shown.values()].map(messageToDeadLetter);
    },
    async redrive({ signal } = {}) {
      const { arn } = await find();
      return redriveSqs(client, { sourceArn: arn, signal });
    },
  };
}

interface SqsDeadLetterQueue {
  readonly url: string;
  readonly arn: string;
}

async function findDeadLetterQueue(client: SQSClient, queueUrl: string): Promise<SqsDeadLetterQueue> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = JSON.parse(Attributes['RedrivePolicy'] ?? '{}') as { readonly deadLetterTargetArn?: string };
  const arn = policy.deadLetterTargetArn;
  if (arn === undefined) throw new ConfigInvalidError(`QUEUE_URL must name a queue that has dead letters: ${queueUrl}`);
  // arn:aws:sqs:region:account:name
  const [QueueOwnerAWSAccountId, QueueName] = arn.split(':').slice(4);
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
  return { url: QueueUrl, arn };
}

async function receive(
  client: SQSClient,
  url: string,
  { max, signal }: { readonly max: number; readonly signal?: AbortSignal | undefined },
): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(max, MAX_BATCH),
      VisibilityTimeout: SHOWN_SECONDS,
      // A short poll asks some of SQS's servers only, and would end the listing early.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
    abortedBy(signal),
  );
  return Messages;
}

async function showAgain(client: SQSClient, url: string, messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += MAX_BATCH) {
    const Entries = messages
      .slice(from, from + MAX_BATCH)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}

function messageToDeadLetter({ MessageId = '', Body = '', Attributes }: Message): DeadLetter {
  const sent = Number(Attributes?.SentTimestamp);
  return { id: MessageId, body: Body, ...(sent > 0 && { sentAt: new Date(sent).toISOString() }) };
}

const abortedBy = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { abortSignal: signal });
