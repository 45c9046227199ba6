import { RECEIVED_AT, uploadId, uploadMessage, uploadRecord } from '../../helpers/upload-messages.ts';
import { ARRIVAL, DAY, HOUR_MS, setUp, type CreateStoreUnderTest } from './set-up.ts';

/** The part of the suite about listings. */
export function testListing(create: CreateStoreUnderTest): void {
  const inBucket = (bucket: string) => ({ upload: { ...uploadMessage('x').upload, bucket } });

  it('lists uploads with what became of them', async () => {
    const { store, reader } = await setUp(create);
    await store.record(uploadRecord('received'));
    await store.record(uploadRecord('accepted'));
    await store.finishStep(uploadRecord('accepted'), 'review', { accepted: false, reasons: [] });
    await store.complete(uploadRecord('accepted'));
    await store.record(uploadRecord('unparsed', { upload: {}, problem: 'the body is empty' }));
    await store.complete(uploadRecord('unparsed'));
    const { uploads, cursor } = await reader.list({ limit: 10 });
    expect(cursor).toBeUndefined();
    expect(uploads).toHaveLength(3);
    const kept = { receivedAt: RECEIVED_AT, bucket: 'holiday-pictures', size: 1_000, mimeType: 'image/jpeg' };
    expect(uploads).toEqual(
      expect.arrayContaining([
        { ...kept, id: uploadId('received'), object: 'img/received.jpg', status: 'received' },
        { ...kept, id: uploadId('accepted'), object: 'img/accepted.jpg', status: 'processed', accepted: false },
        { receivedAt: RECEIVED_AT, bucket: '-', id: uploadId('unparsed'), status: 'unparsed' },
      ]),
    );
  });

  it('gives each upload once, newest first, page by page', async () => {
    const { store, reader } = await setUp(create);
    const times = Array.from({ length: 45 }, (_, index) => new Date(ARRIVAL - index * 2 * HOUR_MS).toISOString());
    for (const [index, receivedAt] of times.entries()) {
      await store.record(
        uploadRecord(`n${index}`, { receivedAt, ...inBucket(index % 3 === 0 ? 'bucket-a' : 'bucket-b') }),
      );
    }
    const pages = async (query: { bucket?: string; day?: string }, limit: number) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await reader.list({ ...query, limit, ...(cursor && { cursor }) });
        expect(page.uploads.length).toBeGreaterThan(0);
        found.push(...page.uploads.map(({ receivedAt }) => receivedAt));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    };
    expect(await pages({}, 7)).toEqual(times);
    expect(await pages({}, 45)).toEqual(times);
    expect(await pages({ bucket: 'bucket-a' }, 4)).toEqual(times.filter((_, index) => index % 3 === 0));
    expect(await pages({ day: DAY }, 2)).toEqual(times.filter((time) => time.startsWith(DAY)));
    expect(await reader.list({ bucket: 'bucket-c', limit: 1 })).toEqual({ uploads: [] });
    expect(await reader.list({ day: '2020-01-01', limit: 1 })).toEqual({ uploads: [] });
  });

  it.each([
    { name: 'no limit', query: { limit: 0 }, message: '"limit" must be a positive whole number' },
    { name: 'half a limit', query: { limit: 1.5 }, message: '"limit" must be' },
    {
      name: 'a cursor of its own',
      query: { limit: 1, cursor: 'x' },
      message: '"cursor" must be what the page before gave',
    },
    { name: 'no day', query: { limit: 1, day: 'monday' }, message: '"day" must be YYYY-MM-DD' },
  ])('refuses a query with $name', async ({ query, message }) => {
    const { reader } = await setUp(create);
    const listed = reader.list(query);
    await expect(listed).rejects.toThrow(TypeError);
    await expect(listed).rejects.toThrow(message);
  });
}
