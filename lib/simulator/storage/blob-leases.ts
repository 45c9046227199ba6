import type { BlobStore } from './blob-store.ts';
import type { BlobSlice } from './object-record.ts';

/** Holds back the removal of blobs while somebody reads them. */
export interface BlobLeases {
  /** Keeps blobs until the returned function is called; calling it again does nothing. */
  take(slices: readonly BlobSlice[]): () => void;
  /** Removes a blob, at once or after its last reader. */
  remove(id: string): Promise<void>;
}

/** Creates the leases of a blob store. All of its removals must come this way. */
export function createBlobLeases(blobs: BlobStore): BlobLeases {
  const readers = new Map<string, number>();
  const doomed = new Set<string>();
  const release = (id: string): void => {
    const left = (readers.get(id) ?? 1) - 1;
    if (left > 0) {
      readers.set(id, left);
      return;
    }
    readers.delete(id);
    // A file that cannot be removed costs space, and nothing else.
    if (doomed.delete(id)) blobs.remove(id).catch(() => undefined);
  };
  return {
    take(slices) {
      const held = new Set(slices.map(({ id }) => id));
      for (const id of held) readers.set(id, (readers.get(id) ?? 0) + 1);
      return () => {
        for (const id of held) release(id);
        held.clear();
      };
    },
    async remove(id) {
      if (readers.has(id)) doomed.add(id);
      else await blobs.remove(id);
    },
  };
}
