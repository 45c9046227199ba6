import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import type { Upload } from '../../lib/upload.ts';
import { createStatisticsStep } from '../../lib/worker/statistics-step.ts';
import type { StepContext } from '../../lib/worker/step.ts';
import { RECEIVED_AT, uploadId } from '../helpers/upload-messages.ts';

async function count(upload: Upload, results: StepContext['results'] = {}) {
  const { store, reader } = createMemoryUploadStore({ clock: Date.now });
  const context = { id: uploadId('a'), receivedAt: RECEIVED_AT, results } as StepContext;
  await createStatisticsStep(store).run(upload, context);
  return (await reader.statistics({}))[0];
}

describe('createStatisticsStep', () => {
  it.each([
    { mimeType: 'Text/Plain; charset=utf-8', counted: 'text/plain' },
    { mimeType: undefined, counted: '-' },
    { mimeType: ' ; x=1', counted: '-' },
    { mimeType: `a/${'b'.repeat(200)}`, counted: `a/${'b'.repeat(125)}` },
    { mimeType: 'a/\ud800', counted: 'a/\ufffd' },
  ])('counts MIME type $mimeType as $counted', async ({ mimeType, counted }) => {
    expect(await count(mimeType === undefined ? {} : { mimeType })).toMatchObject({ mimeType: counted, uploads: 1 });
  });

  it.each([
    { bucket: 'pictures', counted: 'pictures' },
    { bucket: undefined, counted: '-' },
    { bucket: 'b'.repeat(129), counted: '-' },
  ])('counts bucket $bucket as $counted', async ({ bucket, counted }) => {
    expect(await count(bucket === undefined ? {} : { bucket })).toMatchObject({ bucket: counted, bytes: 0 });
  });

  it('counts as accepted what nobody has reviewed', async () => {
    expect(await count({ size: 7 })).toMatchObject({ uploads: 1, rejected: 0 });
  });

  it('counts bytes, and what the review did not accept', async () => {
    const review = { accepted: false, reasons: [] };
    expect(await count({ size: 7 }, { review })).toMatchObject({ bytes: 7, rejected: 1, day: '2026-11-02' });
  });
});
