import { createWorker } from '../../../lib/worker/create-worker.ts';
import type { Cut } from '../../helpers/call-gate.ts';
import { queueRecord, uploadId, uploadMessage } from '../../helpers/upload-messages.ts';
import { ARRIVAL, HOUR_MS, setUp, type CreateStoreUnderTest } from './set-up.ts';

/** The part of the suite about crashes: the worker is cut at every call in turn. */
export function testCrashes(create: CreateStoreUnderTest): void {
  const deliveries = [uploadMessage('a'), uploadMessage('b')].map((message) => queueRecord(message));
  const one = deliveries.slice(0, 1);

  it.each([
    { how: 'before', retentionDays: undefined, late: false },
    { how: 'after', retentionDays: undefined, late: false },
    { how: 'hang', retentionDays: undefined, late: false },
    { how: 'before', retentionDays: 3, late: true },
    { how: 'after', retentionDays: 3, late: true },
  ] as const)(
    'completes and counts an upload once, whichever call the worker dies at ($how, retention $retentionDays, late $late)',
    async ({ how, retentionDays, late }) => {
      const options = retentionDays === undefined ? {} : { retentionDays };
      const calls = await countCalls(create, { ...options, late });
      expect(calls).toBeGreaterThanOrEqual(6);
      for (let index = 0; index < calls; index += 1) await expectHealed(create, { index, how, ...options, late });
    },
  );

  it('processes an upload once that many workers get at once', async () => {
    const { restart, reader, clock } = await setUp(create);
    const workers = Array.from({ length: 8 }, () => createWorker({ store: restart(), clock }));
    const results = await Promise.all(workers.map((work) => work([...deliveries, ...deliveries])));
    expect(results.flatMap(({ failedIds }) => failedIds)).toEqual([]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 2, bytes: 2_000 }]);
    expect((await reader.list({ limit: 10 })).uploads.map(({ status }) => status)).toEqual(['processed', 'processed']);
  });

  interface Crash {
    readonly retentionDays?: number;
    /** Whether the hour of the upload is over when it is processed. */
    readonly late: boolean;
  }

  async function countCalls(createSubject: CreateStoreUnderTest, { late, ...options }: Crash): Promise<number> {
    const { store, gate, clock, setNow } = await setUp(createSubject, options);
    if (late) setNow(ARRIVAL + 2 * HOUR_MS);
    gate.open();
    await createWorker({ store, clock, steps: [{ name: 'own', run: () => 'done' }] })(one);
    return gate.calls();
  }

  async function expectHealed(
    createSubject: CreateStoreUnderTest,
    { index, how, late, ...options }: Crash & { readonly index: number; readonly how: Cut },
  ): Promise<void> {
    const { restart, reader, gate, clock, setNow } = await setUp(createSubject, options);
    if (late) setNow(ARRIVAL + 2 * HOUR_MS);
    let runs = 0;
    const steps = [{ name: 'own', run: () => ({ runs: (runs += 1) }) }];
    gate.cut(index, how);
    const remainingMs = () => (how === 'hang' ? 40 : 60_000);
    const first = await createWorker({ store: restart(), clock, steps, marginMs: 0 })(one, { remainingMs });
    expect(first.failedIds).toEqual(one.map(({ id }) => id));
    if (late) await reader.statistics({});
    gate.open();
    // Twice: the second delivery after a crash may be a duplicate as well.
    for (let delivery = 0; delivery < 2; delivery += 1) {
      expect(await createWorker({ store: restart(), clock, steps })(one)).toEqual({ failedIds: [] });
    }
    const found = await reader.get(uploadId('a'));
    expect(found?.status).toBe('processed');
    expect(found?.steps.map(({ name }) => name).sort()).toEqual(['own', 'review', 'statistics']);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1, bytes: 1_000 }]);
    expect((await reader.list({ limit: 10 })).uploads).toHaveLength(1);
    expect(runs).toBeLessThanOrEqual(2);
  }
}
