import { bucketOf } from '../../../lib/store/upload-record.ts';
import { uploadId, uploadRecord } from '../../helpers/upload-messages.ts';
import { entry, setUp, type CreateStoreUnderTest } from './set-up.ts';

/** The part of the suite about the conditional write and the ledger. */
export function testRecording(create: CreateStoreUnderTest): void {
  it('gives a new record back, with nothing done', async () => {
    const { store } = await setUp(create);
    expect(await store.record(uploadRecord('a'))).toEqual({ record: uploadRecord('a'), steps: new Map(), done: false });
  });

  it('gives the first record back for each later one, with what has finished', async () => {
    const { store, restart } = await setUp(create);
    await store.record(uploadRecord('a'));
    await store.finishStep(uploadRecord('a'), 'review', { accepted: true, reasons: [] });
    await store.finishStep(uploadRecord('a'), 'no result', undefined);
    const again = await restart().record(uploadRecord('a', { receivedAt: '2027-01-01T00:00:00.000Z' }));
    expect(again.record).toEqual(uploadRecord('a'));
    expect([...again.steps].sort()).toEqual([
      ['no result', undefined],
      ['review', { accepted: true, reasons: [] }],
    ]);
    expect(again.done).toBe(false);
  });

  it('keeps the first result of a step', async () => {
    const { store, reader } = await setUp(create);
    await store.record(uploadRecord('a'));
    await Promise.all([1, 2, 3].map((result) => store.finishStep(uploadRecord('a'), 'own', result)));
    const first = (await reader.get(uploadId('a')))?.steps[0]?.result;
    await store.finishStep(uploadRecord('a'), 'own', 4);
    expect((await reader.get(uploadId('a')))?.steps.map(({ result }) => result)).toEqual([first]);
  });

  it('knows when every step has finished', async () => {
    const { store, reader, clock } = await setUp(create);
    await store.record(uploadRecord('a'));
    expect((await reader.get(uploadId('a')))?.status).toBe('received');
    await store.complete(uploadRecord('a'));
    await store.complete(uploadRecord('a'));
    expect(await store.record(uploadRecord('a'))).toMatchObject({ done: true });
    const completedAt = new Date(clock()).toISOString();
    expect(await reader.get(uploadId('a'))).toMatchObject({ status: 'processed', completedAt });
  });

  it('lets one of many that record at once win, and all see it', async () => {
    const { restart } = await setUp(create);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => restart().record(uploadRecord('a', { requestId: `request-${index}` }))),
    );
    expect(new Set(all.map(({ record: { requestId } }) => requestId)).size).toBe(1);
  });

  it('keeps whatever JSON can say', async () => {
    const { store, reader } = await setUp(create);
    const fields = {
      nested: JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) as unknown,
      big: 1e300,
      bad: '\ud800',
      '': '',
    };
    const odd = uploadRecord('odd', {
      fields,
      upload: { bucket: 'b#\ud800/%', object: '', size: 0, mimeType: '\u0000' },
    });
    await store.record(odd);
    await store.finishStep(odd, 'step.with#odd name', { result: '' });
    await store.count(entry('odd', { bucket: bucketOf(odd.upload), mimeType: 'x/\ud83d\ude00' }));
    expect((await reader.get(uploadId('odd')))?.record).toEqual(odd);
    expect((await store.record(odd)).steps).toEqual(new Map([['step.with#odd name', { result: '' }]]));
    expect((await reader.list({ limit: 1 })).uploads).toHaveLength(1);
    expect(await reader.statistics({})).toMatchObject([{ mimeType: 'x/\ud83d\ude00', uploads: 1 }]);
  });

  it('finds nothing where nothing is', async () => {
    const { reader } = await setUp(create);
    expect(await reader.get(uploadId('a'))).toBeUndefined();
    expect(await reader.list({ limit: 10 })).toEqual({ uploads: [] });
    expect(await reader.statistics({})).toEqual([]);
  });
}
