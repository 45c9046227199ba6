import fc from 'fast-check';
import type { UploadStore } from '../../../lib/store/upload-store.ts';
import type { StatisticsEntry } from '../../../lib/store/statistics.ts';
import { uploadRecord } from '../../helpers/upload-messages.ts';
import { ARRIVAL, DAY, entry, HOUR_MS, setUp, type CreateStoreUnderTest } from './set-up.ts';

/** The part of the suite about the statistics. */
export function testStatistics(create: CreateStoreUnderTest): void {
  it('counts an entry once, however often it is given', async () => {
    const { store, restart, reader } = await setUp(create);
    await Promise.all([store.count(entry('a')), restart().count(entry('a')), store.record(uploadRecord('a'))]);
    await store.count(entry('a'));
    const row = { bucket: 'holiday-pictures', day: DAY, mimeType: 'image/jpeg', uploads: 1, bytes: 1_000, rejected: 0 };
    expect(await reader.statistics({})).toEqual([row]);
  });

  it('totals by bucket, day and MIME type, in that order', async () => {
    const { store, reader } = await setUp(create);
    const entries = [
      entry('a'),
      entry('b', { size: 5 }),
      entry('c', { mimeType: 'application/pdf', accepted: false }),
      entry('d', { receivedAt: '2026-11-01T23:59:59.999Z' }),
      entry('e', { bucket: '-', size: 0 }),
    ];
    await recordAndCount(store, entries);
    const rows = (await reader.statistics({})).map((row) => Object.values(row).join(' '));
    expect(rows.map((row) => row.split(' ').sort().join(' '))).toEqual(
      [
        `- ${DAY} image/jpeg 1 0 0`,
        'holiday-pictures 2026-11-01 image/jpeg 1 1000 0',
        `holiday-pictures ${DAY} application/pdf 1 1000 1`,
        `holiday-pictures ${DAY} image/jpeg 2 1005 0`,
      ].map((row) => row.split(' ').sort().join(' ')),
    );
    expect(await reader.statistics({ bucket: '-' })).toHaveLength(1);
    expect(await reader.statistics({ fromDay: DAY })).toHaveLength(3);
    expect(await reader.statistics({ toDay: '2026-11-01' })).toHaveLength(1);
    expect(await reader.statistics({ fromDay: '2026-11-03' })).toEqual([]);
  });

  it('takes a late entry into an hour whose totals were kept', async () => {
    const { store, reader, setNow } = await setUp(create);
    const uploads = async () => (await reader.statistics({})).map((row) => row.uploads);
    await recordAndCount(store, [entry('a')]);
    setNow(ARRIVAL + 3 * HOUR_MS);
    expect(await uploads()).toEqual([1]);
    expect(await uploads()).toEqual([1]);
    await store.count(entry('late'));
    expect(await uploads()).toEqual([2]);
    await store.count(entry('late'));
    await store.count(entry('later'));
    expect(await uploads()).toEqual([3]);
  });

  it('equals a plain sum, whatever is counted, in whatever order, however often, read at any time', async () => {
    const seeds = fc.constantFrom(...'abcdefgh'.split(''));
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ seed: seeds, minutes: fc.integer({ min: 0, max: 300 }) }) },
      fc.record({ read: fc.constant(true) }),
      fc.record({ wait: fc.integer({ min: 1, max: 120 }) }),
    );
    const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { store, reader, setNow, clock } = await setUp(create);
      const expected = new Map<string, number>();
      const total = async () => (await reader.statistics({})).reduce((sum, row) => sum + row.bytes, 0);
      for (const one of steps) {
        if ('wait' in one) setNow(clock() + one.wait * 60_000);
        else if ('read' in one) expect(await total()).toBe([...expected.values()].reduce((a, b) => a + b, 0));
        else {
          // The hour and the size belong to the upload: each delivery of one has the same.
          const size = 10 ** (one.seed.charCodeAt(0) - 97);
          const receivedAt = new Date(ARRIVAL + (one.seed.charCodeAt(0) % 4) * HOUR_MS).toISOString();
          await recordAndCount(store, [entry(one.seed, { size, receivedAt })]);
          expected.set(one.seed, size);
        }
      }
      expect(await total()).toBe([...expected.values()].reduce((a, b) => a + b, 0));
    });
    await fc.assert(property, { numRuns: 15 });
  });
}

async function recordAndCount(store: UploadStore, entries: readonly StatisticsEntry[]): Promise<void> {
  for (const { id, bucket, receivedAt, ...rest } of entries) {
    const upload = bucket === '-' ? {} : { bucket };
    await store.record({ ...uploadRecord('any'), id, upload, receivedAt });
    await store.count({ id, bucket, receivedAt, ...rest });
  }
}
