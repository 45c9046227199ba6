import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolderBlobStore } from './folder-blob-store.ts';
import { createFolderRecordStore } from './folder-record-store.ts';
import { createMemoryBlobStore } from './memory-blob-store.ts';
import { createMemoryRecordStore } from './memory-record-store.ts';
import { createObjectStorage, type ObjectStorage } from './object-storage.ts';

/** Opens the storage in a folder, where objects survive a restart, or in memory where none is named. */
export async function openStorage(folder: string | undefined): Promise<ObjectStorage> {
  if (folder === undefined) return createObjectStorage(createMemoryBlobStore(), createMemoryRecordStore());
  const blobFolder = join(folder, 'blobs');
  const blobs = await createFolderBlobStore(blobFolder);
  const records = await createFolderRecordStore(join(folder, 'records'));
  // What no record names is left over from uploads that a stop cut short.
  const named = new Set([...records.all()].flatMap((record) => record.blobs.map(({ id }) => id)));
  for (const name of await readdir(blobFolder)) if (!named.has(name)) await rm(join(blobFolder, name), { force: true });
  return createObjectStorage(blobs, records);
}
