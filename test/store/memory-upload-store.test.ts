import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import { testUploadEraser } from '../contract/upload-eraser.contract.ts';
import { testUploadStore } from '../contract/upload-store.contract.ts';
import { guarded } from '../helpers/call-gate.ts';
import { uploadId, uploadRecord } from '../helpers/upload-messages.ts';

testUploadStore('memory', (options) => {
  const { store, reader } = createMemoryUploadStore(options);
  return Promise.resolve({
    openStore: ({ gate }) => guarded(store, gate),
    reader,
    expire: () => Promise.resolve(),
  });
});

testUploadEraser('memory', () => Promise.resolve(createMemoryUploadStore({ clock: Date.now })));

describe('createMemoryUploadStore', () => {
  it('forgets the oldest upload when it holds as many as it may', async () => {
    const { store, reader } = createMemoryUploadStore({ clock: Date.now, maxUploads: 2 });
    for (const seed of ['a', 'b', 'c']) {
      const record = uploadRecord(seed);
      await store.record(record);
      await store.finishStep(record, 'own', 1);
      await store.complete(record);
    }
    expect(await reader.get(uploadId('a'))).toBeUndefined();
    expect((await reader.list({ limit: 10 })).uploads).toHaveLength(2);
  });
});
