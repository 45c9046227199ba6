import type { Clock } from '../clock.ts';
import { assertListQuery, cutPage } from './list-cursor.ts';
import { totalEntries, totalsToRows, type StatisticsEntry, type StatisticsRow } from './statistics.ts';
import type { FinishedStep, StatisticsQuery, UploadReader } from './upload-reader.ts';
import { bucketOf, dayOf, type UploadRecord } from './upload-record.ts';
import type { UploadEraser } from './upload-eraser.ts';
import type { UploadStore } from './upload-store.ts';
import { recordToSummary, statusOf, summaryToLine } from './upload-summary.ts';

/** Options of {@link createMemoryUploadStore}. */
export interface MemoryUploadStoreOptions {
  readonly clock: Clock;
  /** Days after which a record and its steps expire; default: never. */
  readonly retentionDays?: number | undefined;
  /** How many uploads are kept; the oldest are forgotten, and might be processed again. Default 10,000. */
  readonly maxUploads?: number;
}

/** Both sides of a store in this process's memory. */
export interface MemoryUploadStore {
  readonly store: UploadStore;
  readonly reader: UploadReader;
  readonly eraser: UploadEraser;
}

interface Kept {
  readonly record: UploadRecord;
  readonly steps: Map<string, FinishedStep>;
}

interface Memory {
  readonly uploads: Map<string, Kept>;
  readonly done: Map<string, string>;
  readonly entries: Map<string, StatisticsEntry>;
  /** Forgets an expired upload, as the table's TTL does, and finds any other. */
  readonly find: (id: string) => Kept | undefined;
  readonly now: () => string;
}

const DAY_MS = 86_400_000;

/** Creates a store that lasts as long as the process: for tests, `serverless invoke local` and `QUEUE=memory`. */
export function createMemoryUploadStore(options: MemoryUploadStoreOptions): MemoryUploadStore {
  const { clock, retentionDays, maxUploads = 10_000 } = options;
  const uploads = new Map<string, Kept>();
  const isExpired = ({ receivedAt }: UploadRecord): boolean =>
    retentionDays !== undefined && clock() >= Date.parse(receivedAt) + retentionDays * DAY_MS;
  const memory: Memory = {
    uploads,
    done: new Map(),
    entries: new Map(),
    find(id) {
      const kept = uploads.get(id);
      if (!kept || !isExpired(kept.record)) return kept;
      uploads.delete(id);
      return undefined;
    },
    now: () => new Date(clock()).toISOString(),
  };
  return { store: createStore(memory, maxUploads), reader: createReader(memory), eraser: createEraser(memory) };
}

function createStore(memory: Memory, maxUploads: number): UploadStore {
  const { uploads, done, entries } = memory;
  const forgetOldest = (): void => {
    for (const known of [uploads, done, entries]) {
      const oldest = known.keys().next().value;
      if (known.size > maxUploads && oldest !== undefined) known.delete(oldest);
    }
  };
  return {
    record(given) {
      const kept = memory.find(given.id);
      if (!kept && !done.has(given.id)) uploads.set(given.id, { record: structuredClone(given), steps: new Map() });
      forgetOldest();
      const { record, steps } = memory.find(given.id) ?? { record: given, steps: new Map<string, FinishedStep>() };
      const results = [...steps].map(([name, { result }]): [string, unknown] => [name, result]);
      return Promise.resolve({ record, steps: new Map(results), done: done.has(given.id) });
    },
    finishStep({ id }, name, result) {
      const steps = memory.find(id)?.steps;
      const finished = {
        name,
        finishedAt: memory.now(),
        ...(result !== undefined && { result: structuredClone(result) }),
      };
      if (steps && !steps.has(name)) steps.set(name, finished);
      return Promise.resolve();
    },
    count(entry) {
      entries.set(entry.id, entry);
      forgetOldest();
      return Promise.resolve();
    },
    complete({ id }) {
      if (!done.has(id)) done.set(id, memory.now());
      forgetOldest();
      return Promise.resolve();
    },
  };
}

function createEraser({ uploads, done, now }: Memory): UploadEraser {
  return {
    forget(id) {
      if (!done.has(id) && uploads.has(id)) done.set(id, now());
      return Promise.resolve(uploads.delete(id));
    },
  };
}

function createReader({ uploads, done, entries, find }: Memory): UploadReader {
  return {
    get(id) {
      const kept = find(id);
      if (!kept) return Promise.resolve(undefined);
      const { record, steps } = kept;
      const completedAt = done.get(id);
      return Promise.resolve({
        status: statusOf({
          unparsed: record.problem !== undefined,
          done: completedAt !== undefined,
          confirm: steps.get('confirm')?.result,
        }),
        record,
        steps: [...steps.values()],
        ...(completedAt !== undefined && { completedAt }),
      });
    },
    // An async function, so that a wrong query rejects as it does with every other store.
    async list(query) {
      assertListQuery(query);
      const { bucket, day, cursor = '~' } = query;
      const found = [...uploads.keys()]
        .flatMap((id) => find(id) ?? [])
        .filter(({ record }) => bucket === undefined || bucketOf(record.upload) === bucket)
        .filter(({ record }) => day === undefined || dayOf(record.receivedAt) === day)
        .map((kept) => ({ ...kept, listSort: `${kept.record.receivedAt}#${kept.record.id}` }))
        .filter(({ listSort }) => listSort < cursor)
        .sort((a, b) => (a.listSort < b.listSort ? 1 : -1));
      const { items, ...page } = cutPage(found, query.limit);
      const uploadsOfPage = items.map(({ record, steps }) =>
        summaryToLine(recordToSummary(record), {
          done: done.has(record.id),
          review: steps.get('review')?.result,
          confirm: steps.get('confirm')?.result,
        }),
      );
      return Promise.resolve({ uploads: uploadsOfPage, ...page });
    },
    statistics: (query) => Promise.resolve(totalByBucketAndDay(entries.values(), query)),
  };
}

function totalByBucketAndDay(entries: Iterable<StatisticsEntry>, query: StatisticsQuery): StatisticsRow[] {
  const { bucket, fromDay = '0000', toDay = '9999' } = query;
  const groups = new Map<string, StatisticsEntry[]>();
  for (const entry of entries) {
    const day = dayOf(entry.receivedAt);
    if ((bucket !== undefined && entry.bucket !== bucket) || day < fromDay || day > toDay) continue;
    const group = JSON.stringify([entry.bucket, day]);
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return [...groups]
    .map(([group, some]) => ({ group: JSON.parse(group) as [string, string], some }))
    .sort(({ group: a }, { group: b }) => (a.join('\n') < b.join('\n') ? -1 : 1))
    .flatMap(({ group: [of, day], some }) => totalsToRows(of, day, totalEntries(some)));
}
