import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Env } from '../config.ts';
import { UsageError } from './cli-command.ts';
import { besideFc, LOCAL_AWS } from './find-local-table.ts';

const DEFAULT_PORT = '9324';
// What serverless.yml calls the queue ends the local queue's name, whatever the service and the stage.
const QUEUE = /UploadsQueue$/;

/** A queue on this machine, and who talks to it. */
export interface LocalQueue {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/**
 * Finds the uploads queue of `npm start` on this machine, at `SQS_PORT` (default 9324).
 * @throws {UsageError} where nothing, or no uploads queue, is there.
 */
export async function findLocalQueue(env: Env): Promise<LocalQueue> {
  const endpoint = `http://127.0.0.1:${env['SQS_PORT'] ?? DEFAULT_PORT}`;
  const client = new SQSClient({ endpoint, ...LOCAL_AWS });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({})).catch((cause: unknown) => {
    const settings = 'QUEUE=fc, FC_WORKER=worker, FC_ENDPOINT=http://127.0.0.1:9100, STORE=postgres';
    const advice = `start it by \`npm start\`, or set SQS_PORT; ${besideFc(settings)}`;
    throw new UsageError(`no queue answers at ${endpoint}: ${advice}`, { cause });
  });
  const queueUrl = QueueUrls.find((url) => QUEUE.test(url));
  if (queueUrl === undefined) throw new UsageError(`no uploads queue at ${endpoint}`);
  return { client, queueUrl };
}
