import { join } from 'node:path';
import type { DeclaredQueue } from './declared-resources.ts';
import { journalQueueCalls } from './journal-queue-calls.ts';
import { LOOPBACK } from './local-port.ts';
import { offerMessageMoves } from './message-moves.ts';
import { observeJournal, type QueueListener } from './observe-journal.ts';
import { createQueueJournal, readQueueJournal } from './queue-journal.ts';
import { queueOf } from './queue-of.ts';

/** Options of {@link startLocalQueues}. */
export interface LocalQueuesOptions {
  readonly port: number;
  readonly region: string;
  /** Folder that keeps the messages over a restart. */
  readonly dir: string;
  readonly queues: readonly DeclaredQueue[];
  /** Told what happens to the messages. */
  readonly onEvent?: QueueListener;
}

/** A local SQS that listens. */
export interface LocalQueues {
  /** `http://127.0.0.1:9324` */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The address of a local queue, as a function's environment has it. */
export function localQueueUrl(port: number, { name }: Pick<DeclaredQueue, 'name'>): string {
  return `http://${LOOPBACK}:${port}/000000000000/${name}`;
}

/**
 * Starts a local SQS (fauxqs) on loopback with the declared queues and what was in them when the last run ended.
 * Receive counts begin anew, but a message that had used them up goes to the dead-letter queue, as on SQS.
 */
export async function startLocalQueues(options: LocalQueuesOptions): Promise<LocalQueues> {
  const { port, region, dir, queues, onEvent = () => undefined } = options;
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  const file = join(dir, 'queues.jsonl');
  const kept = readQueueJournal(file);
  const journal = createQueueJournal(file);
  // fauxqs names queues by a host that does not resolve everywhere, and knows them by that name only.
  const ownOrigin = `http://sqs.${region}.localhost:${port}`;
  const publicOrigin = `http://${LOOPBACK}:${port}`;
  journalQueueCalls(app, { journal: observeJournal(journal, onEvent), ownOrigin, publicOrigin, queues });
  const call = async (action: string, parameters: object): Promise<object> => {
    const response = await fetch(publicOrigin, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: JSON.stringify(parameters),
    });
    if (!response.ok) throw new Error(`the local SQS refused ${action}: ${await response.text()}`);
    return (await response.json()) as object;
  };
  offerMessageMoves(app, { queues, call, urlOf: (queue) => localQueueUrl(port, queue) });
  await app.listen({ port, host: LOOPBACK });

  for (const { name, attributes } of queues) await call('CreateQueue', { QueueName: name, Attributes: attributes });
  for (const message of kept) {
    const name = queueOf(message, queues);
    // The message of a queue that is declared no more has nowhere to go.
    if (name === undefined) continue;
    await call('SendMessage', {
      QueueUrl: localQueueUrl(port, { name }),
      MessageBody: message.body,
      MessageAttributes: message.attributes,
    });
  }
  journal.replacePrevious();
  return {
    url: publicOrigin,
    stop: async () => {
      await app.close();
      journal.close();
    },
  };
}
