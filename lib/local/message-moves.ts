import { randomUUID } from 'node:crypto';
import type { buildApp } from 'fauxqs';
import type { DeclaredQueue } from './declared-resources.ts';

/** Options of {@link offerMessageMoves}. */
export interface MessageMovesOptions {
  readonly queues: readonly DeclaredQueue[];
  /** Calls an action of the local SQS. */
  readonly call: (action: string, parameters: object) => Promise<object>;
  readonly urlOf: (queue: DeclaredQueue) => string;
}

interface MoveTask {
  readonly TaskHandle: string;
  readonly SourceArn: string;
  readonly StartedTimestamp: number;
  Status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  ApproximateNumberOfMessagesMoved: number;
  FailureReason?: string;
}

interface Received {
  readonly Messages?: readonly {
    readonly Body: string;
    readonly MessageAttributes?: object;
    readonly ReceiptHandle: string;
  }[];
}

/**
 * Adds to the local SQS what fauxqs lacks: the task that moves dead letters back to the queue they came from.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export function offerMessageMoves(app: ReturnType<typeof buildApp>, options: MessageMovesOptions): void {
  const tasks: MoveTask[] = [];
  const answers: Readonly<Record<string, (sourceArn: string) => readonly [status: number, output: object]>> = {
    StartMessageMoveTask(SourceArn) {
      const dead = options.queues.find(({ arn }) => arn === SourceArn);
      const source = options.queues.find(({ redrive }) => redrive?.deadLetterArn === SourceArn);
      if (dead === undefined) return refusal('ResourceNotFoundException', 'The source queue does not exist');
      if (source === undefined) return refusal('InvalidParameterValue', 'Source queue must be a dead-letter queue');
      if (tasks.some((task) => task.SourceArn === SourceArn && task.Status === 'RUNNING'))
        return refusal('UnsupportedOperation', 'There is already a task running');
      const task: MoveTask = {
        TaskHandle: randomUUID(),
        SourceArn,
        StartedTimestamp: Math.max(Date.now(), (tasks[0]?.StartedTimestamp ?? 0) + 1),
        Status: 'RUNNING',
        ApproximateNumberOfMessagesMoved: 0,
      };
      tasks.unshift(task);
      void move(task, { from: dead, to: source }, options);
      return [200, { TaskHandle: task.TaskHandle }];
    },
    ListMessageMoveTasks: (sourceArn) => [200, { Results: tasks.filter(({ SourceArn }) => SourceArn === sourceArn) }],
  };
  app.addHook('preHandler', async (request, reply) => {
    const answer = answers[String(request.headers['x-amz-target']).replace('AmazonSQS.', '')];
    if (answer === undefined) return;
    const [status, output] = answer((request.body as { readonly SourceArn: string }).SourceArn);
    await reply.status(status).header('content-type', 'application/x-amz-json-1.0').send(JSON.stringify(output));
  });
}

async function move(
  task: MoveTask,
  { from, to }: { readonly from: DeclaredQueue; readonly to: DeclaredQueue },
  { call, urlOf }: MessageMovesOptions,
): Promise<void> {
  try {
    for (;;) {
      const QueueUrl = urlOf(from);
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
      const { Messages = [] } = (await call('ReceiveMessage', request)) as Received;
      if (Messages.length === 0) break;
      for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
        // Sent before it is deleted: a crash in between doubles a message, and loses none.
        await call('SendMessage', { QueueUrl: urlOf(to), MessageBody: Body, MessageAttributes });
        await call('DeleteMessage', { QueueUrl, ReceiptHandle });
        task.ApproximateNumberOfMessagesMoved += 1;
      }
    }
    task.Status = 'COMPLETED';
  } catch (error) {
    task.Status = 'FAILED';
    task.FailureReason = String(error);
  }
}

const refusal = (type: string, message: string) => [400, { __type: `com.amazonaws.sqs#${type}`, message }] as const;
