import { createBlobLeases } from './blob-leases.ts';
import type { BlobStore, ByteRange } from './blob-store.ts';
import type { BlobSlice, ObjectRecord } from './object-record.ts';
import { readSlices } from './read-slices.ts';
import { receiveBlob, type ReceivedBlob } from './received-blob.ts';
import type { RecordStore } from './record-store.ts';

/** Objects and their octets: streams in, streams out, whichever stores lie below. */
export interface ObjectStorage {
  /** Streams octets in, not yet under any key: `commit` or `discard` follows. See {@link receiveBlob}. */
  receive(source: AsyncIterable<Uint8Array>, checkSize?: (bytes: number) => void): Promise<ReceivedBlob>;
  /** Puts an object in place of the one before, whose octets go once nobody reads them. */
  commit(record: ObjectRecord): Promise<void>;
  discard(blobs: readonly BlobSlice[]): Promise<void>;
  get(bucket: string, key: string): ObjectRecord | undefined;
  /** Reads a stretch of an object. What it held when the reading began is what comes, whatever happens to the key. */
  read(record: ObjectRecord, range?: ByteRange): AsyncIterable<Uint8Array>;
  remove(bucket: string, key: string): Promise<void>;
  /** All records of a bucket, by key in the order of UTF-8 octets. */
  list(bucket: string): readonly ObjectRecord[];
}

/** Creates the storage over a store of octets and a store of records. */
export function createObjectStorage(blobs: BlobStore, records: RecordStore): ObjectStorage {
  const leases = createBlobLeases(blobs);
  const discard = async (slices: readonly BlobSlice[]): Promise<void> => {
    for (const { id } of slices) await leases.remove(id);
  };
  return {
    receive: (source, checkSize) => receiveBlob(blobs, source, checkSize),
    async commit(record) {
      const previous = await records.put(record);
      if (previous) await discard(previous.blobs);
    },
    discard,
    get: (bucket, key) => records.get(bucket, key),
    read(record, range = { start: 0, end: record.size }) {
      return readSlices(blobs, record.blobs, range, leases.take(record.blobs));
    },
    async remove(bucket, key) {
      const previous = await records.remove(bucket, key);
      if (previous) await discard(previous.blobs);
    },
    list: (bucket) =>
      [...records.all()]
        .filter((record) => record.bucket === bucket)
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
  };
}
