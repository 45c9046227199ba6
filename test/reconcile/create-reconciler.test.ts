import { identityOf } from '../../lib/object-identity.ts';
import { createReconciler, type ReconcilerOptions } from '../../lib/reconcile/create-reconciler.ts';
import { createMemoryQueue } from '../../lib/queue/memory-queue.ts';
import { decodeMessage, type UploadMessage } from '../../lib/queue/upload-message.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import { createWorker } from '../../lib/worker/create-worker.ts';
import { createLogRecorder } from '../helpers/log-recorder.ts';
import { createMemoryObjectStore } from '../helpers/memory-object-store.ts';
import { queueRecord, uploadMessage } from '../helpers/upload-messages.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 22, 10);

function setUp(options: Partial<ReconcilerOptions> = {}) {
  const state = { now: START };
  const clock = (): number => state.now;
  const oss = createMemoryObjectStore();
  const facts = createMemoryFactStore();
  const queue = createMemoryQueue();
  const { logger, lines } = createLogRecorder();
  const { store, reader } = createMemoryUploadStore({ clock });
  const work = createWorker({ store, facts, clock });
  const targets = [{ bucket: 'b', prefix: 'p/' }];
  const reconcile = createReconciler({ objects: oss.objects, facts, queue, targets, clock, logger, ...options });
  const put = (key: string, ageMs: number, etag = 'AB'): void => {
    oss.put('b', key, { etag, size: 10, lastModified: state.now - ageMs, mimeType: 'image/png' });
  };
  const taken = async (): Promise<UploadMessage[]> => {
    const bodies: string[] = [];
    for (;;) {
      const some = await queue.take(1_000, AbortSignal.abort());
      if (some.length === 0) return bodies.map(decodeMessage);
      bodies.push(...some);
    }
  };
  const workOff = async (): Promise<void> => {
    const messages = await taken();
    await work(messages.map((message, index) => queueRecord(message, `m${index}`)));
  };
  const callback = (seed: string, object: string, etag = 'AB'): UploadMessage =>
    uploadMessage(seed, { upload: { bucket: 'b', object, etag, size: 10, mimeType: 'image/png' } });
  const run = () => reconcile({ requestId: 'r-1' });
  const counted = async (): Promise<number> =>
    (await reader.statistics({})).reduce((sum, { uploads }) => sum + uploads, 0);
  return { state, oss, facts, queue, lines, reader, work, run, put, taken, workOff, callback, counted, reconcile };
}

describe('createReconciler', () => {
  it('enqueues an object that no callback told of, marked so, with what OSS knows of it', async () => {
    const { put, run, taken } = setUp();
    put('p/a.png', 10 * MINUTE);
    expect(await run()).toEqual({ pages: 1, objects: 1, enqueued: 1, isComplete: true });
    const upload = { bucket: 'b', object: 'p/a.png', etag: 'AB', size: 10, mimeType: 'image/png' };
    expect(await taken()).toEqual([
      {
        v: 1,
        id: identityOf(upload),
        receivedAt: new Date(START - 10 * MINUTE).toISOString(),
        requestId: 'r-1',
        upload,
        fields: {},
        raw: { contentType: 'application/json', encoding: 'utf8', body: JSON.stringify(upload) },
        trust: 'reconciled',
      },
    ]);
  });

  it('leaves alone what is known, too young, too old, elsewhere, or no upload', async () => {
    const { put, oss, run, work, callback } = setUp();
    put('p/known.png', 10 * MINUTE);
    put('p/young.png', 5 * MINUTE - 1);
    put('p/old.png', 7 * DAY + 1);
    put('q/elsewhere.png', 10 * MINUTE);
    oss.put('b', 'p/folder/', { etag: 'D4', size: 0, lastModified: START - 10 * MINUTE });
    await work([queueRecord(callback('a', 'p/known.png'))]);
    expect(await run()).toEqual({ pages: 1, objects: 1, enqueued: 0, isComplete: true });
  });

  it('finds what was put anew under a known key', async () => {
    const { put, run, work, callback, taken } = setUp();
    await work([queueRecord(callback('a', 'p/a.png', 'AB'))]);
    put('p/a.png', 10 * MINUTE, 'CD');
    await run();
    expect((await taken()).map(({ upload }) => upload.etag)).toEqual(['CD']);
  });

  it('leaves alone what is gone, or replaced, since it was listed', async () => {
    const { put, oss, run } = setUp({});
    put('p/gone.png', 10 * MINUTE);
    put('p/replaced.png', 10 * MINUTE);
    const listed = { ...oss.objects };
    oss.objects.list = async (...query) => {
      const page = await listed.list(...query);
      oss.remove('b', 'p/gone.png');
      put('p/replaced.png', 0, 'CD');
      return page;
    };
    expect(await run()).toMatchObject({ objects: 2, enqueued: 0 });
  });

  it('lists a bounded number of pages a run and goes on behind them in the next', async () => {
    const targets = ['p/', 'q/', 'r/'].map((prefix) => ({ bucket: 'b', prefix }));
    const { put, run, oss, taken } = setUp({ targets, maxPages: 2 });
    for (let index = 0; index < 2_500; index += 1) put(`p/${String(index).padStart(4, '0')}`, 10 * MINUTE);
    put('q/1', 10 * MINUTE);
    put('r/1', 10 * MINUTE);
    expect(await run()).toEqual({ pages: 2, objects: 2_000, enqueued: 2_000, isComplete: false });
    expect(await run()).toEqual({ pages: 2, objects: 501, enqueued: 501, isComplete: false });
    expect(await run()).toEqual({ pages: 1, objects: 1, enqueued: 1, isComplete: true });
    expect(oss.calls.list).toBe(5);
    expect(new Set((await taken()).map(({ id }) => id)).size).toBe(2_502);
    expect((await run()).objects).toBe(2_000);
  });

  it('begins anew where the day that it stopped at is no longer listed', async () => {
    const targets = [{ bucket: 'b', prefix: 'p/{yyyy}/{mm}/{dd}/' }];
    const { state, run } = setUp({ targets, maxPages: 1, maxAgeMs: DAY });
    expect((await run()).isComplete).toBe(false);
    state.now += 30 * DAY;
    for (let runs = 1; runs < 4; runs += 1) expect((await run()).isComplete).toBe(false);
    expect((await run()).isComplete).toBe(true);
  });

  it('stops in time, and goes on in the next run, a page at least', async () => {
    const { put, reconcile } = setUp();
    for (let index = 0; index < 2_500; index += 1) put(`p/${index}`, 10 * MINUTE);
    const run = (remaining: number) => reconcile({ requestId: 'r-1', remainingMs: () => remaining });
    expect(await run(30_000)).toEqual({ pages: 1, objects: 1_000, enqueued: 1_000, isComplete: false });
    expect(await run(1_000)).toEqual({ pages: 1, objects: 1_000, enqueued: 1_000, isComplete: false });
    expect(await run(30_001)).toEqual({ pages: 1, objects: 500, enqueued: 500, isComplete: true });
  });

  it('lists on while there is more time than a page takes', async () => {
    const { put, reconcile } = setUp();
    for (let index = 0; index < 1_001; index += 1) put(`p/${index}`, 10 * MINUTE);
    const report = await reconcile({ requestId: 'r-1', remainingMs: () => 30_001 });
    expect(report).toMatchObject({ pages: 2, isComplete: true });
  });

  it('repeats a page that the queue did not take', async () => {
    const full = createMemoryQueue({ capacity: 0 });
    const failing = { enqueue: () => full.enqueue(uploadMessage('x'), { signal: AbortSignal.abort() }) };
    const { put, run, reconcile, facts } = setUp({ queue: failing });
    put('p/a', 10 * MINUTE);
    await expect(run()).rejects.toMatchObject({ code: 'ERR_NOT_DURABLE' });
    expect((await facts.read(['reconcile/position'])).size).toBe(0);
    await expect(reconcile({ requestId: 'r-2' })).rejects.toMatchObject({ code: 'ERR_NOT_DURABLE' });
  });

  it('says what it did, in one line', async () => {
    const { put, run, lines } = setUp({ metrics: ({ enqueued }) => ({ metric: enqueued }) });
    put('p/a', 10 * MINUTE);
    await run();
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'uploads reconciled',
        requestId: 'r-1',
        pages: 1,
        objects: 1,
        enqueued: 1,
        isComplete: true,
        metric: 1,
      },
    ]);
  });

  it('makes up for 500 lost callbacks, of which 50 come late: each is one upload', async () => {
    const { put, run, workOff, work, callback, counted, reader } = setUp();
    for (let index = 0; index < 500; index += 1) put(`p/${index}.png`, 30 * MINUTE);
    expect(await run()).toMatchObject({ enqueued: 500 });
    // A second run before the worker comes to it enqueues the same again.
    expect(await run()).toMatchObject({ enqueued: 500 });
    await workOff();
    expect(await counted()).toBe(500);
    for (let index = 0; index < 50; index += 1) {
      await work([queueRecord(callback(`late ${index}`, `p/${index}.png`))]);
    }
    expect(await run()).toMatchObject({ objects: 500, enqueued: 0 });
    expect(await counted()).toBe(500);
    expect((await reader.list({ limit: 1_000 })).uploads).toHaveLength(500);
  });
});
