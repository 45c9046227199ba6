import fc from 'fast-check';
import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import { createWorker } from '../../lib/worker/create-worker.ts';
import type { Step } from '../../lib/worker/step.ts';
import { queueRecord, uploadId, uploadMessage } from '../helpers/upload-messages.ts';
import { a, b, failFirst, setUp } from '../helpers/worker-under-test.ts';

const poison = { id: 'poison', body: '{"v":1' };

describe('createWorker', () => {
  it('records, reviews and counts each upload', async () => {
    const { work, reader } = setUp();
    expect(await work([a, b])).toEqual({ failedIds: [] });
    expect(await reader.get(uploadId('a'))).toMatchObject({
      status: 'processed',
      record: { upload: { bucket: 'holiday-pictures' }, fields: { 'x:album': 'a' }, requestId: 'request-a' },
      steps: [{ name: 'review', result: { accepted: true, reasons: [] } }, { name: 'statistics' }],
    });
    expect(await reader.statistics({})).toMatchObject([{ bucket: 'holiday-pictures', uploads: 2, bytes: 2_000 }]);
  });

  it('needs no logger, and takes an empty batch', async () => {
    const { store } = createMemoryUploadStore({ clock: Date.now });
    expect(await createWorker({ store, clock: Date.now })([])).toEqual({ failedIds: [] });
    expect(await createWorker({ store, clock: Date.now })([poison])).toEqual({ failedIds: ['poison'] });
  });

  it('lets a poison message fail alone, and says so once', async () => {
    const { work, lines, reader } = setUp();
    expect(await work([a, { ...poison, attempt: 5 }, b])).toEqual({ failedIds: ['poison'] });
    expect((await reader.list({ limit: 10 })).uploads).toHaveLength(2);
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      {
        message: 'message failed and will be delivered again',
        outcome: 'failed',
        messageId: 'poison',
        attempt: 5,
        error: { code: 'ERR_MESSAGE_INVALID' },
      },
    ]);
  });

  it('fails a message of a version that it does not know', async () => {
    const { work, lines } = setUp();
    const later = { id: 'later', body: JSON.stringify({ ...uploadMessage('a'), v: 2 }) };
    expect(await work([later])).toEqual({ failedIds: ['later'] });
    expect(lines).toMatchObject([{ outcome: 'failed', error: { code: 'ERR_MESSAGE_INVALID' } }]);
  });

  it('handles deliveries of one upload in a batch one after the other', async () => {
    let running = 0;
    let runs = 0;
    const own: Step = {
      name: 'own',
      run: async () => {
        expect((running += 1)).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        runs += 1;
      },
    };
    const { work, reader, lines } = setUp({ steps: [own] });
    expect(await work([a, { ...a, id: 'again' }, { ...a, id: 'and again' }])).toEqual({ failedIds: [] });
    expect(runs).toBe(1);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['processed', 'duplicate', 'duplicate']);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1 }]);
  });

  it('counts by the day of the first delivery', async () => {
    const { work, reader } = setUp({ steps: [{ name: 'own', run: failFirst() }] });
    await work([a]);
    await work([queueRecord(uploadMessage('a', { receivedAt: '2026-11-09T00:00:00.000Z' }))]);
    expect(await reader.statistics({})).toMatchObject([{ day: '2026-11-02', uploads: 1 }]);
  });

  it('keeps no more messages in hand than it was told', async () => {
    let running = 0;
    let most = 0;
    const own: Step = {
      name: 'own',
      run: async () => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
    };
    const { work } = setUp({ steps: [own], concurrency: 3 });
    await work(Array.from({ length: 12 }, (_, index) => queueRecord(uploadMessage(String(index)))));
    expect(most).toBe(3);
  });

  it('reports failures in the order of the batch, and only of the batch', async () => {
    const kinds = fc.constantFrom('good', 'bad step', 'poison', 'foreign');
    const property = fc.asyncProperty(fc.array(kinds, { maxLength: 20 }), fc.nat(5), async (batch, ids) => {
      const fail: Step = {
        name: 'own',
        run: ({ object }) => (object?.includes('bad') ? Promise.reject(new Error('no')) : undefined),
      };
      const records = batch.map((kind, index) => {
        const message = uploadMessage(`${kind}-${index % (ids + 1)}`);
        return { id: `m${index}`, body: kind === 'poison' ? '' : kind === 'foreign' ? '{}' : JSON.stringify(message) };
      });
      const { failedIds } = await setUp({ steps: [fail] }).work(records);
      expect(failedIds).toEqual(records.filter((_, index) => batch[index] !== 'good').map(({ id }) => id));
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
