import type { ObjectRecord } from './object-record.ts';
import type { RecordStore } from './record-store.ts';

// A bucket's name holds no slash, so the pair stays unambiguous.
const addressOf = (bucket: string, key: string): string => `${bucket}/${key}`;

/** Creates a record store in memory, from the records that are there already. */
export function createMemoryRecordStore(existing: Iterable<ObjectRecord> = []): RecordStore {
  const records = new Map<string, ObjectRecord>();
  for (const record of existing) records.set(addressOf(record.bucket, record.key), record);
  return {
    get: (bucket, key) => records.get(addressOf(bucket, key)),
    put(record) {
      const address = addressOf(record.bucket, record.key);
      const previous = records.get(address);
      records.set(address, record);
      return Promise.resolve(previous);
    },
    remove(bucket, key) {
      const address = addressOf(bucket, key);
      const previous = records.get(address);
      records.delete(address);
      return Promise.resolve(previous);
    },
    all: () => records.values(),
  };
}
