import type { Upload } from '../../lib/upload.ts';
import type { FactStore } from '../../lib/store/fact-store.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import { createConfirmStep, type ConfirmStepOptions } from '../../lib/worker/confirm-step.ts';
import type { WorkerOptions } from '../../lib/worker/create-worker.ts';
import type { StepContext } from '../../lib/worker/step.ts';
import { createMemoryObjectStore } from '../helpers/memory-object-store.ts';
import { queueRecord, RECEIVED_AT, uploadId, uploadMessage } from '../helpers/upload-messages.ts';
import { setUp as setUpWorker } from '../helpers/worker-under-test.ts';

const ARRIVAL = Date.parse(RECEIVED_AT);
const OBJECT = { etag: 'D41D8CD98F00B204E9800998ECF8427E', size: 1_000, lastModified: ARRIVAL - 1_000 };
const UPLOAD: Upload = { bucket: 'holiday-pictures', object: 'img/a.jpg', etag: OBJECT.etag, size: 1_000 };

function setUp(options: Partial<ConfirmStepOptions> = {}, others: Partial<WorkerOptions> = {}) {
  const oss = createMemoryObjectStore();
  const seen: string[] = [];
  const own = { name: 'own', run: ({ object }: Upload) => void seen.push(object ?? '') };
  const worker = setUpWorker({ confirm: { objects: oss.objects, ...options }, steps: [own], ...others });
  const run = async (upload: Upload = UPLOAD) => {
    const batch = [queueRecord(uploadMessage('a', { upload, trust: 'confirm' }))];
    const { failedIds } = await worker.work(batch);
    const details = await worker.reader.get(uploadId('a'));
    const result = details?.steps.find(({ name }) => name === 'confirm')?.result;
    return { failedIds, status: details?.status, result, steps: details?.steps.map(({ name }) => name) };
  };
  return { ...worker, oss, seen, run };
}

describe('createConfirmStep', () => {
  it('lets an upload through that OSS knows', async () => {
    const { oss, run, seen, reader } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    expect(await run()).toEqual({
      failedIds: [],
      status: 'processed',
      result: { verdict: 'confirmed', differences: [] },
      steps: ['confirm', 'review', 'statistics', 'own'],
    });
    expect(seen).toEqual(['img/a.jpg']);
    expect(await reader.statistics({})).toHaveLength(1);
  });

  it.each<[string, Upload, object]>([
    ['no such object', { ...UPLOAD, object: 'img/none.jpg' }, { of: 'object', callback: 'img/none.jpg' }],
    ['another size', { ...UPLOAD, size: 7 }, { of: 'size', callback: 7, oss: 1_000 }],
    ['another ETag', { ...UPLOAD, etag: 'A' }, { of: 'etag', callback: 'A', oss: OBJECT.etag }],
    ['another bucket', { ...UPLOAD, bucket: 'elsewhere' }, { of: 'object', callback: 'img/a.jpg' }],
    ['no bucket', { object: 'img/a.jpg', etag: OBJECT.etag, size: 1_000 }, { of: 'bucket' }],
    ['no object', { bucket: 'holiday-pictures' }, { of: 'object' }],
    ['no ETag', { bucket: 'holiday-pictures', object: 'img/a.jpg', size: 1_000 }, { of: 'etag', oss: OBJECT.etag }],
    ['no size', { bucket: 'holiday-pictures', object: 'img/a.jpg', etag: OBJECT.etag }, { of: 'size', oss: 1_000 }],
  ])('stops at %s, with the difference, and counts nothing', async (_name, upload, difference) => {
    const { oss, run, seen, reader, lines } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    expect(await run(upload)).toEqual({
      failedIds: [],
      status: 'unconfirmed',
      result: { verdict: 'unconfirmed', differences: [difference] },
      steps: ['confirm'],
    });
    expect(seen).toEqual([]);
    expect(await reader.statistics({})).toEqual([]);
    expect((await reader.list({ limit: 1 })).uploads[0]?.status).toBe('unconfirmed');
    const message = 'upload not confirmed: OSS knows no such object';
    expect(lines).toMatchObject([{ level: 'warn', message, outcome: 'unconfirmed', differences: [difference] }]);
  });

  it.each<[string, Upload, object, number]>([
    ['bucket', { object: 'img/a.jpg', etag: OBJECT.etag, size: 1_000 }, { of: 'bucket' }, 0],
    ['object', { bucket: 'holiday-pictures', etag: OBJECT.etag, size: 1_000 }, { of: 'object' }, 0],
    ['ETag', { bucket: 'holiday-pictures', object: 'img/a.jpg', size: 1_000 }, { of: 'etag', oss: OBJECT.etag }, 1],
  ])('asks OSS for no more than is named, and adds nothing to it: no %s', async (_name, upload, difference, asked) => {
    const { objects, calls, ...oss } = createMemoryObjectStore();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    const step = createConfirmStep({ objects }, { facts: createMemoryFactStore() });
    const result = await step.run(upload, { id: uploadId('a'), receivedAt: RECEIVED_AT } as StepContext);
    expect(result).toStrictEqual({ verdict: 'unconfirmed', differences: [difference] });
    expect(calls.head).toBe(asked);
  });

  it('says superseded where a newer object stands there, and counts nothing', async () => {
    const { oss, run, reader, seen, lines } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', { ...OBJECT, etag: 'B', lastModified: ARRIVAL + 2_001 });
    expect(await run()).toMatchObject({ status: 'superseded', steps: ['confirm'] });
    expect(lines).toMatchObject([{ level: 'info', message: 'upload superseded by a newer object' }]);
    expect([await reader.statistics({}), seen]).toEqual([[], []]);
  });

  it('takes none for newer that two clocks may tell of so differently', async () => {
    const { oss, run } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', { ...OBJECT, etag: 'B', lastModified: ARRIVAL + 2_000 });
    expect(await run()).toMatchObject({ status: 'unconfirmed' });
  });

  it('confirms once what was stored once: a second callback that tells the truth is repeated, and not counted', async () => {
    const { oss, run, reader, seen, work, lines } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    const again = queueRecord(
      uploadMessage('again', { upload: { ...UPLOAD, reqId: 'F'.repeat(24) }, trust: 'confirm' }),
    );
    expect(await run()).toMatchObject({ status: 'processed' });
    await work([again]);
    await work([again]);
    expect((await reader.get(uploadId('again')))?.status).toBe('repeated');
    expect((await reader.list({ limit: 9 })).uploads.map(({ status }) => status).sort()).toEqual([
      'processed',
      'repeated',
    ]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
    expect(seen).toEqual(['img/a.jpg']);
    expect(lines).toMatchObject([
      { outcome: 'processed' },
      {
        level: 'warn',
        outcome: 'repeated',
        message: 'upload not counted: another callback told of that very object',
      },
      { outcome: 'duplicate' },
    ]);
  });

  it('confirms the same content anew where it was stored anew', async () => {
    const { oss, run, reader, work } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    await run();
    oss.put('holiday-pictures', 'img/a.jpg', { ...OBJECT, lastModified: OBJECT.lastModified + 1_000 });
    await work([queueRecord(uploadMessage('again', { upload: UPLOAD, trust: 'confirm' }))]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 2 }]);
  });

  it('goes on with an upload whose version it had claimed when the worker died', async () => {
    const facts = createMemoryFactStore();
    const { oss, run, reader } = setUp({}, { facts: { ...facts, keepFirst: failSecond(facts) } });
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    expect((await run()).failedIds).toHaveLength(1);
    expect(await run()).toMatchObject({ status: 'processed' });
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
  });

  it('asks no more once OSS has said it, though the upload is delivered again', async () => {
    const { oss, run } = setUp();
    await run();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    expect(await run()).toMatchObject({ status: 'unconfirmed' });
    expect(oss.calls.head).toBe(1);
  });

  it('is tried again while OSS does not answer', async () => {
    const { oss, run, lines } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    oss.setDown(true);
    expect(await run()).toMatchObject({ failedIds: ['message-request-a'], status: 'received' });
    expect(lines).toMatchObject([
      { outcome: 'failed', step: 'confirm', error: { code: 'ERR_OBJECT_STORE_UNAVAILABLE' } },
    ]);
    oss.setDown(false);
    expect(await run()).toMatchObject({ failedIds: [], status: 'processed' });
  });

  it('asks about none but the allowed buckets', async () => {
    const { oss, run } = setUp({ buckets: ['my-uploads'] });
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    expect(await run()).toMatchObject({
      status: 'unconfirmed',
      result: { differences: [{ of: 'bucket', callback: 'holiday-pictures' }] },
    });
    expect(oss.calls.head).toBe(0);
  });

  it('takes no ETag of another case for another', async () => {
    const { oss, run } = setUp();
    oss.put('holiday-pictures', 'img/a.jpg', OBJECT);
    expect(await run({ ...UPLOAD, etag: OBJECT.etag.toLowerCase() })).toMatchObject({ status: 'processed' });
  });
});

describe('a worker without the confirm step', () => {
  it('does not pass over what the receiver promised', async () => {
    const { work, lines } = setUpWorker();
    const batch = [queueRecord(uploadMessage('a', { trust: 'ticket+confirm' }))];
    expect((await work(batch)).failedIds).toHaveLength(1);
    const message = "TRUST of the worker must have confirm, as the receiver's had (ticket+confirm)";
    expect(lines).toMatchObject([{ outcome: 'failed', error: { code: 'ERR_CONFIG_INVALID', message } }]);
  });

  it('keeps the name for it', () => {
    const steps = [{ name: 'confirm', run: () => undefined }];
    expect(() => setUpWorker({ steps })).toThrow(TypeError);
  });
});

/** Keeps the first fact, and dies at the second; after that it works. */
function failSecond(facts: FactStore): FactStore['keepFirst'] {
  let calls = 0;
  return (...fact) => ((calls += 1) === 2 ? Promise.reject(new Error('killed')) : facts.keepFirst(...fact));
}
