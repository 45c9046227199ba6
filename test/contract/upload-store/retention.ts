import { uploadId, uploadRecord } from '../../helpers/upload-messages.ts';
import { ARRIVAL, DAY, DAY_MS, entry, setUp, type CreateStoreUnderTest } from './set-up.ts';

/** The part of the suite about what is forgotten, and what is not. */
export function testRetention(create: CreateStoreUnderTest): void {
  it('forgets a record when its time is over, but not that it was done', async () => {
    const { store, reader, expire, setNow, restart } = await setUp(create, { retentionDays: 2 });
    await store.record(uploadRecord('a'));
    await store.finishStep(uploadRecord('a'), 'review', { accepted: true });
    await store.count(entry('a'));
    await store.complete(uploadRecord('a'));
    setNow(ARRIVAL + 2 * DAY_MS - 1_000);
    await expire();
    expect((await reader.get(uploadId('a')))?.steps).toHaveLength(1);
    setNow(ARRIVAL + 2 * DAY_MS + 1_000);
    await expire();
    expect(await reader.get(uploadId('a'))).toBeUndefined();
    expect(await reader.list({ limit: 10 })).toEqual({ uploads: [] });
    const replayed = uploadRecord('a', { receivedAt: new Date(ARRIVAL + 3 * DAY_MS).toISOString() });
    expect(await restart().record(replayed)).toMatchObject({ done: true });
    expect(await reader.get(uploadId('a'))).toBeUndefined();
    expect(await reader.statistics({})).toMatchObject([{ day: DAY, uploads: 1 }]);
  });

  it('takes an upload up again that expired before it was done', async () => {
    const { store, expire, setNow, restart } = await setUp(create, { retentionDays: 1 });
    await store.record(uploadRecord('a'));
    setNow(ARRIVAL + 5 * DAY_MS);
    await expire();
    const again = uploadRecord('a', { receivedAt: new Date(ARRIVAL + 5 * DAY_MS).toISOString() });
    expect(await restart().record(again)).toEqual({ record: again, steps: new Map(), done: false });
  });

  it('keeps records for good where no retention is set', async () => {
    const { store, reader, expire, setNow } = await setUp(create);
    await store.record(uploadRecord('a'));
    setNow(ARRIVAL + 36_500 * DAY_MS);
    await expire();
    expect(await reader.get(uploadId('a'))).toBeDefined();
  });
}
