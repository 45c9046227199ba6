import type { UploadEraser } from '../../lib/store/upload-eraser.ts';
import type { UploadReader } from '../../lib/store/upload-reader.ts';
import type { UploadStore } from '../../lib/store/upload-store.ts';
import { uploadId, uploadRecord } from '../helpers/upload-messages.ts';

export interface EraserUnderTest {
  readonly store: UploadStore;
  readonly reader: UploadReader;
  readonly eraser: UploadEraser;
}

/** The suite that every adapter of the eraser must pass. */
export function testUploadEraser(name: string, create: () => Promise<EraserUnderTest>): void {
  describe(`UploadEraser contract: ${name}`, () => {
    const id = uploadId('a');
    const record = uploadRecord('a');

    async function setUp(): Promise<EraserUnderTest> {
      const subject = await create();
      await subject.store.record(record);
      await subject.store.finishStep(record, 'own', { name: 'a person' });
      return subject;
    }

    it('erases an upload from what people see', async () => {
      const { store, reader, eraser } = await setUp();
      await store.complete(record);
      expect(await eraser.forget(id)).toBe(true);
      expect(await reader.get(id)).toBeUndefined();
      expect((await reader.list({ limit: 10 })).uploads).toEqual([]);
      expect(await eraser.forget(id)).toBe(false);
    });

    it.each([true, false])('lets no replay bring it back, whether it was done with: %s', async (isDone) => {
      const { store, reader, eraser } = await setUp();
      if (isDone) await store.complete(record);
      await eraser.forget(id);
      expect(await store.record(record)).toEqual({ record, steps: new Map(), done: true });
      expect(await reader.get(id)).toBeUndefined();
    });

    it('says that it knows nothing of another id, and leaves the others', async () => {
      const { reader, eraser } = await setUp();
      expect(await eraser.forget(uploadId('b'))).toBe(false);
      expect((await reader.get(id))?.record).toEqual(record);
    });
  });
}
