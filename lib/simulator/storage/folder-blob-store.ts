import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from './blob-store.ts';

/** Creates a blob store of one file a blob, named by a random id: no name of a client's ever reaches the file system. */
export async function createFolderBlobStore(folder: string): Promise<BlobStore> {
  await mkdir(folder, { recursive: true });
  return {
    async write(source) {
      const id = randomUUID();
      // Opened before anything can fail: a stream that opens it itself may do so behind the removal.
      const file = await open(join(folder, id), 'wx');
      try {
        await pipeline(source, file.createWriteStream());
      } catch (error) {
        await rm(join(folder, id), { force: true });
        throw error;
      }
      return id;
    },
    async *read(id, { start, end }) {
      if (start >= end) return;
      // A read stream's `end` is the last octet, not the one after it.
      yield* createReadStream(join(folder, id), { start, end: end - 1 }) as AsyncIterable<Uint8Array>;
    },
    remove: (id) => rm(join(folder, id), { force: true }),
  };
}
