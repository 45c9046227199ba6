import type { Command } from 'commander';
import { openUploadReader } from '../store/open-store.ts';
import type { UploadReader } from '../store/upload-reader.ts';
import type { CliIo } from './cli-io.ts';
import { readStatedStore } from './stated-store.ts';

/** Adds the options that {@link openReader} goes by. */
export function addReaderOptions(command: Command): Command {
  return command
    .option('--local', 'read the table of `npm start` on this machine, whatever the environment says')
    .option('--json', 'print JSON');
}

/**
 * Opens the store that `STORE` and `UPLOADS_TABLE` name, or with `local` the table of `npm start`.
 * @throws {ConfigInvalidError} where the environment does not name a store that can be read.
 * @throws {UsageError} where no such table is on this machine.
 */
export async function openReader(
  { env, clock }: Pick<CliIo, 'env' | 'clock'>,
  { local }: { readonly local?: boolean | undefined },
): Promise<UploadReader> {
  if (!local) return openUploadReader(readStatedStore(env), { clock });
  const [{ findLocalTable }, { createDynamoDbUploadReader }] = await Promise.all([
    import('./find-local-table.ts'),
    import('../store/dynamodb-upload-reader.ts'),
  ]);
  return createDynamoDbUploadReader({ ...(await findLocalTable(env)), clock });
}
