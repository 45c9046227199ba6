import type { BlobStore, ByteRange } from './blob-store.ts';
import type { BlobSlice } from './object-record.ts';

/** Reads a stretch of blobs laid end to end, and calls `release` when the reader is done, gives up or was refused. */
export function readSlices(
  blobs: BlobStore,
  slices: readonly BlobSlice[],
  range: ByteRange,
  release: () => void,
): AsyncIterable<Uint8Array> {
  const octets = concatenate(blobs, slices, range);
  // A generator that was never started does not run its `finally`: hence an iterator of our own.
  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      try {
        const result = await octets.next();
        if (result.done) release();
        return result;
      } catch (error) {
        release();
        throw error;
      }
    },
    async return() {
      release();
      await octets.return(undefined);
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

async function* concatenate(
  blobs: BlobStore,
  slices: readonly BlobSlice[],
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  let offset = 0;
  for (const { id, size } of slices) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, size);
    if (from < to) yield* blobs.read(id, { start: from, end: to });
    offset += size;
  }
}
