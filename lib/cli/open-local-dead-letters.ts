import type { Env } from '../config.ts';
import type { DeadLetters } from '../queue/dead-letters.ts';
import { createSqsDeadLetters } from '../queue/sqs-dead-letters.ts';
import { createDynamoDbFactStore } from '../store/dynamodb-fact-store.ts';
import type { FactStore } from '../store/fact-store.ts';
import { findLocalQueue } from './find-local-queue.ts';
import { findLocalTable } from './find-local-table.ts';

/** Dead letters, and where the worker keeps why they failed. */
export interface OpenDeadLetters {
  readonly deadLetters: DeadLetters;
  readonly facts: Pick<FactStore, 'read'>;
}

/**
 * Opens the dead letters of `npm start` on this machine.
 * @throws {UsageError} where no such queue or table is there.
 */
export async function openLocalDeadLetters(env: Env): Promise<OpenDeadLetters> {
  // The queue first: where neither is there, its advice is the one for dead letters.
  const queue = await findLocalQueue(env);
  const table = await findLocalTable(env);
  return { deadLetters: createSqsDeadLetters(queue), facts: createDynamoDbFactStore(table) };
}
