import { openUploadEraser } from '../store/open-store.ts';
import type { UploadEraser } from '../store/upload-eraser.ts';
import type { CliIo } from './cli-io.ts';
import { readStatedStore } from './stated-store.ts';

/**
 * Opens the store that `STORE` and `UPLOADS_TABLE` name for erasing, or with `local` the table of `npm start`.
 * @throws {ConfigInvalidError} where the environment does not name a store.
 * @throws {UsageError} where no such table is on this machine.
 */
export async function openEraser(
  { env, clock }: Pick<CliIo, 'env' | 'clock'>,
  { local }: { readonly local: boolean },
): Promise<UploadEraser> {
  if (!local) return openUploadEraser(readStatedStore(env), { clock });
  const [{ findLocalTable }, { createDynamoDbUploadEraser }] = await Promise.all([
    import('./find-local-table.ts'),
    import('../store/dynamodb-upload-eraser.ts'),
  ]);
  return createDynamoDbUploadEraser({ ...(await findLocalTable(env)), clock });
}
