import {
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { pause } from '../clock.ts';
import { RedriveFailedError } from '../errors.ts';
import type { Redrive } from './dead-letters.ts';

/** Options of {@link redriveSqs}. */
export interface RedriveSqsOptions {
  /** ARN of the dead-letter queue. */
  readonly sourceArn: string;
  readonly signal?: AbortSignal | undefined;
}

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;

/**
 * Has SQS itself move every message back to the queue it came from, and waits until that has ended or `signal` aborts.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function redriveSqs(client: SQSClient, { sourceArn, signal }: RedriveSqsOptions): Promise<Redrive> {
  const before = await latestTask(client, sourceArn);
  // SQS has one at a time for a queue.
  const startedBefore = isRunning(before) ? undefined : before?.StartedTimestamp;
  if (!isRunning(before)) await start(client, sourceArn);
  let moved = 0;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, MAX_PAUSE_MS)) {
    const task = await latestTask(client, sourceArn);
    // A listing may lag behind, and show the task before.
    if (task !== undefined && task.StartedTimestamp !== startedBefore) {
      moved = task.ApproximateNumberOfMessagesMoved ?? 0;
      if (task.Status === 'COMPLETED') return { moved, ended: true };
      if (!isRunning(task)) throw new RedriveFailedError(task.FailureReason ?? task.Status ?? 'no reason given', moved);
    }
    if (signal?.aborted) return { moved, ended: false };
    await pause(wait, signal);
  }
}

async function start(client: SQSClient, sourceArn: string): Promise<void> {
  try {
    await client.send(new StartMessageMoveTaskCommand({ SourceArn: sourceArn }));
  } catch (error) {
    // Somebody else was quicker.
    if (!isRunning(await latestTask(client, sourceArn))) throw error;
  }
}

async function latestTask(client: SQSClient, sourceArn: string): Promise<ListMessageMoveTasksResultEntry | undefined> {
  const { Results = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: 1 }));
  return Results[0];
}

const isRunning = (task: ListMessageMoveTasksResultEntry | undefined): boolean =>
  task?.Status === 'RUNNING' || task?.Status === 'CANCELLING';
