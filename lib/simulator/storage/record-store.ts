import type { ObjectRecord } from './object-record.ts';

/** The list of objects: what there is under which key. Each change is atomic. */
export interface RecordStore {
  get(bucket: string, key: string): ObjectRecord | undefined;
  /** Puts a record in place and resolves to the one it replaces. */
  put(record: ObjectRecord): Promise<ObjectRecord | undefined>;
  /** Removes a record and resolves to it. */
  remove(bucket: string, key: string): Promise<ObjectRecord | undefined>;
  /** All records, in no order. */
  all(): Iterable<ObjectRecord>;
}
