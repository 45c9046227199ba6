import { uploadId, uploadRecord } from '../../helpers/upload-messages.ts';
import { ARRIVAL, DAY, DAY_MS, entry, HOUR_MS, setUp, type CreateStoreUnderTest } from './set-up.ts';

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

  it('shows nobody what has expired, though it is not deleted yet', async () => {
    const { store, reader, setNow } = await setUp(create, { retentionDays: 2 });
    const times = Array.from({ length: 8 }, (_, index) => new Date(ARRIVAL - index * HOUR_MS).toISOString());
    for (const [index, receivedAt] of times.entries()) await store.record(uploadRecord(`n${index}`, { receivedAt }));
    // What arrived three hours before the last, or earlier, is over.
    setNow(ARRIVAL + 2 * DAY_MS - 3 * HOUR_MS + 1_000);
    expect(await reader.get(uploadId('n2'))).toBeDefined();
    expect(await reader.get(uploadId('n3'))).toBeUndefined();
    const { uploads, cursor } = await reader.list({ limit: 2 });
    expect(uploads.map(({ id }) => id)).toEqual([uploadId('n0'), uploadId('n1')]);
    const { uploads: last, ...rest } = await reader.list({ limit: 2, ...(cursor !== undefined && { cursor }) });
    expect(last.map(({ id }) => id)).toEqual([uploadId('n2')]);
    expect(rest).toEqual({});
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
