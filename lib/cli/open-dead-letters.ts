import type { Command } from 'commander';
import { readFcCredentials } from '../fc/credentials.ts';
import { openDeadLetters as openConfigured } from '../queue/open-dead-letters.ts';
import { createMemoryFactStore } from '../store/memory-fact-store.ts';
import { openDeadLetterShelf, openFactStore } from '../store/open-store.ts';
import type { CliIo } from './cli-io.ts';
import type { OpenDeadLetters } from './open-local-dead-letters.ts';
import { readStatedQueue, readStatedStore } from './stated-store.ts';

/** Adds the options that {@link openDeadLetters} goes by. */
export function addDeadLetterOptions(command: Command): Command {
  return command
    .option('--local', 'those of `npm start` on this machine, whatever the environment says')
    .option('--json', 'print JSON');
}

/**
 * Opens the dead letters of the queue that `QUEUE` and `QUEUE_URL` or `FC_WORKER` name, or with `local` of `npm start`. The reasons
 * stand in the store that `STORE` names, as do Function Compute's dead letters themselves; those of SQS are shown without it.
 * @throws {ConfigInvalidError} where the environment does not name a queue that keeps dead letters.
 * @throws {UsageError} where no such queue or table is on this machine.
 */
export async function openDeadLetters(
  { env, clock, stderr }: Pick<CliIo, 'env' | 'clock' | 'stderr'>,
  { local }: { readonly local: boolean },
): Promise<OpenDeadLetters> {
  if (local) return (await import('./open-local-dead-letters.ts')).openLocalDeadLetters(env);
  const queue = readStatedQueue(env);
  const stores = queue.kind === 'fc' ? { stores: ['postgres'] } : {};
  const store = env['STORE'] || queue.kind === 'fc' ? readStatedStore(env, stores) : undefined;
  const deadLetters = await openConfigured(queue, {
    credentials: () => readFcCredentials(env),
    openShelf: () => openDeadLetterShelf(store ?? readStatedStore(env, stores), { clock }),
  });
  if (store !== undefined) return { deadLetters, facts: await openFactStore(store, { clock }) };
  stderr.write('Without STORE and UPLOADS_TABLE it is not known why they failed.\n');
  return { deadLetters, facts: createMemoryFactStore() };
}
