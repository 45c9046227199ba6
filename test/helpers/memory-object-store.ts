import { ObjectStoreUnavailableError } from '../../lib/errors.ts';
import type { HeadObject, ListedObject, ObjectStore } from '../../lib/object-store/object-store.ts';

/** An OSS of a test's own: objects by bucket and key. */
export interface MemoryObjectStore {
  readonly objects: ObjectStore;
  put(bucket: string, key: string, object: HeadObject): void;
  remove(bucket: string, key: string): void;
  /** Refuses every call from now on, or no more. */
  setDown(isDown: boolean): void;
  /** Calls so far, by name. */
  readonly calls: { head: number; list: number };
}

/** Creates an OSS in memory. */
export function createMemoryObjectStore(): MemoryObjectStore {
  const stored = new Map<string, HeadObject>();
  const calls = { head: 0, list: 0 };
  let isDown = false;
  const assertUp = (bucket: string): void => {
    if (isDown) throw new ObjectStoreUnavailableError(bucket, 'status 503, ServiceUnavailable', { status: 503 });
  };
  // The methods are async so that they reject.
  const objects: ObjectStore = {
    async head({ bucket, key }) {
      calls.head += 1;
      assertUp(bucket);
      return Promise.resolve(stored.get(`${bucket}/${key}`));
    },
    async list({ bucket, prefix, after, limit }) {
      calls.list += 1;
      assertUp(bucket);
      const found = [...stored]
        .filter(([name]) => name.startsWith(`${bucket}/${prefix}`))
        .map(([name, object]): ListedObject => ({ ...object, key: name.slice(bucket.length + 1) }))
        .filter(({ key }) => after === undefined || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
      return Promise.resolve({ objects: found.slice(0, limit), isTruncated: found.length > limit });
    },
  };
  return {
    objects,
    calls,
    put: (bucket, key, object) => stored.set(`${bucket}/${key}`, object),
    remove: (bucket, key) => stored.delete(`${bucket}/${key}`),
    setDown(next) {
      isDown = next;
    },
  };
}
