import type { FcQueueConfig, QueueConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import type { FcCredentialsProvider } from '../fc/credentials.ts';
import type { DeadLetterShelf } from '../fc/dead-letter-shelf.ts';
import type { DeadLetters } from './dead-letters.ts';

/** Options of {@link openDeadLetters}. */
export interface OpenDeadLettersOptions {
  /** Of who may invoke the worker, where the queue is Function Compute's. */
  readonly credentials: FcCredentialsProvider;
  /** Opens where what Function Compute gave up is put. */
  readonly openShelf: () => Promise<DeadLetterShelf>;
}

/**
 * Opens the dead letters of the configured queue. Only the adapter that is used is loaded.
 * @throws {ConfigInvalidError} where the queue keeps none.
 */
export async function openDeadLetters(config: QueueConfig, options: OpenDeadLettersOptions): Promise<DeadLetters> {
  if (config.kind === 'fc') return openFcDeadLetters(config, options);
  if (config.kind !== 'sqs')
    throw new ConfigInvalidError(`QUEUE must be sqs or fc to have dead letters, got ${config.kind}`);
  const [{ SQSClient }, { createSqsDeadLetters }] = await Promise.all([
    import('@aws-sdk/client-sqs'),
    import('./sqs-dead-letters.ts'),
  ]);
  const region = /^https:\/\/sqs\.([a-z0-9-]+)\./.exec(config.url)?.[1];
  const client = new SQSClient(region === undefined ? {} : { region });
  return createSqsDeadLetters({ client, queueUrl: config.url });
}

async function openFcDeadLetters(
  config: FcQueueConfig,
  { credentials, openShelf }: OpenDeadLettersOptions,
): Promise<DeadLetters> {
  const [shelf, { createFcDeadLetters }, { createFcSend }] = await Promise.all([
    openShelf(),
    import('./fc-dead-letters.ts'),
    import('./fc-queue.ts'),
  ]);
  const invokeLater =
    config.api === 2
      ? import('./fc2-queue.ts').then(({ loadFc2 }) => loadFc2({ ...config, credentials }))
      : import('./fc3-queue.ts').then(({ loadFc3 }) => loadFc3({ ...config, credentials }));
  return createFcDeadLetters({ shelf, send: createFcSend(invokeLater) });
}
