import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { pause } from '../clock.ts';
import type { DeclaredMapping } from './declared-resources.ts';
import { failedIds } from './failed-ids.ts';

/** Options of {@link startEventSourceMapping}. */
export interface EventSourceMappingOptions extends DeclaredMapping {
  /** The local SQS. */
  readonly sqsUrl: string;
  readonly queueUrl: string;
  readonly region: string;
  /** Where functions are invoked by name, as the Lambda API has it. */
  readonly lambdaUrl: string;
  /** Seconds until a failed message is delivered again. */
  readonly retrySeconds: number;
  /** Told what went wrong, in a sentence. */
  readonly onProblem: (text: string) => void;
}

/** An event source mapping that runs. */
export interface EventSourceMapping {
  /** Resolves once nothing is asked for any more. A batch being worked on is left to its visibility timeout. */
  stop(): Promise<void>;
}

/**
 * Feeds a queue to a function as Lambda's event source mapping does: long poll, batches, deletes what succeeded, leaves what failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function startEventSourceMapping(options: EventSourceMappingOptions): EventSourceMapping {
  const { sqsUrl, region, concurrency, onProblem } = options;
  const stopping = new AbortController();
  const client = new SQSClient({
    endpoint: sqsUrl,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const running = () => !stopping.signal.aborted;
  const inFlight = new Set<Promise<void>>();
  const loop = async () => {
    while (running()) {
      if (inFlight.size >= concurrency) {
        await Promise.race(inFlight);
        continue;
      }
      try {
        const messages = await receive(client, options, stopping.signal);
        if (messages.length === 0) continue;
        const delivery = deliver(client, options, messages, stopping.signal).finally(() => inFlight.delete(delivery));
        inFlight.add(delivery);
      } catch (error) {
        if (!running()) return;
        onProblem(`The local queue could not be read: ${String(error)}`);
        await pause(1_000, stopping.signal);
      }
    }
  };
  const looping = loop();
  return {
    stop: async () => {
      stopping.abort();
      await looping;
      await Promise.all(inFlight);
      client.destroy();
    },
  };
}

async function receive(
  client: SQSClient,
  { queueUrl, batchSize }: EventSourceMappingOptions,
  abortSignal: AbortSignal,
): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
    { abortSignal },
  );
  return Messages;
}

async function deliver(
  client: SQSClient,
  options: EventSourceMappingOptions,
  messages: Message[],
  abortSignal: AbortSignal,
): Promise<void> {
  const { queueUrl, retrySeconds, onProblem } = options;
  try {
    const failed = await invoke(options, messages, abortSignal);
    await Promise.all(
      messages.map(({ MessageId = '', ReceiptHandle }) =>
        failed.has(MessageId)
          ? client.send(
              new ChangeMessageVisibilityCommand({
                QueueUrl: queueUrl,
                ReceiptHandle,
                VisibilityTimeout: retrySeconds,
              }),
            )
          : client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle })),
      ),
    );
  } catch (error) {
    if (!abortSignal.aborted) onProblem(`A batch could not be handed to the worker: ${String(error)}`);
  }
}

async function invoke(
  { lambdaUrl, functionName, queue, region, reportsFailures, onProblem }: EventSourceMappingOptions,
  messages: Message[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const Records = messages.map((message) => toSqsRecord(message, queue.arn, region));
  const response = await fetch(`${lambdaUrl}/2015-03-31/functions/${functionName}/invocations`, {
    method: 'POST',
    body: JSON.stringify({ Records }),
    signal,
  });
  const text = await response.text();
  const ids = Records.map(({ messageId }) => messageId);
  if (!response.ok || response.headers.has('x-amz-function-error')) {
    onProblem(`The worker failed a batch of ${ids.length}: ${text.slice(0, 500)}`);
    return new Set(ids);
  }
  return reportsFailures ? failedIds(text, ids) : new Set();
}

/** A message as Lambda hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function toSqsRecord(message: Message, eventSourceARN: string, awsRegion: string) {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, BinaryValue, DataType }]) => [
        name,
        {
          stringValue: StringValue,
          binaryValue: BinaryValue && Buffer.from(BinaryValue).toString('base64'),
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}
