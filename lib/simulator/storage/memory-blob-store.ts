import { randomUUID } from 'node:crypto';
import type { BlobStore } from './blob-store.ts';

/** Creates a blob store that keeps the chunks as they came, for tests and short runs. */
export function createMemoryBlobStore(): BlobStore {
  const blobs = new Map<string, readonly Uint8Array[]>();
  return {
    async write(source) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      const id = randomUUID();
      blobs.set(id, chunks);
      return id;
    },
    async *read(id, { start, end }) {
      let offset = 0;
      for (const chunk of blobs.get(id) ?? []) {
        const from = Math.max(start - offset, 0);
        const to = Math.min(end - offset, chunk.length);
        if (from < to) yield await Promise.resolve(chunk.subarray(from, to));
        offset += chunk.length;
      }
    },
    remove(id) {
      blobs.delete(id);
      return Promise.resolve();
    },
  };
}
