import pMap from 'p-map';
import type { Clock } from '../clock.ts';
import * as keys from './dynamodb-keys.ts';
import { isExpired, type DynamoDbTable } from './dynamodb-table.ts';
import { cutPage } from './list-cursor.ts';
import type { UploadListQuery, UploadPage, UploadSummary } from './upload-reader.ts';
import { summaryToLine, type RecordSummary } from './upload-summary.ts';

/** An upload's place in a listing. */
interface ListedItem {
  readonly pk: string;
  /** `RECEIVED-AT#ID`. */
  readonly listSort: string;
}

const QUERIES_AT_ONCE = 16;
const MAX_ROUNDS = 8;
const REVIEW = keys.stepKey('review');
const CONFIRM = keys.stepKey('confirm');

/**
 * Lists a page. What has expired is left out: the index does not tell, so that the page is filled from what comes behind it;
 * where that is expired for long, a page may be short or empty and have a cursor.
 */
export async function listPage(table: DynamoDbTable, query: UploadListQuery, clock: Clock): Promise<UploadPage> {
  const uploads: UploadSummary[] = [];
  let from: Pick<UploadListQuery, 'cursor'> = query;
  for (let round = 0; round < MAX_ROUNDS && uploads.length < query.limit; round += 1) {
    const limit = query.limit - uploads.length;
    const { items, ...rest } = cutPage(await listItems(table, { ...query, ...from, limit: limit + 1 }), limit);
    uploads.push(...(await readSummaries(table, items, clock)));
    if (rest.cursor === undefined) return { uploads };
    from = rest;
  }
  return { ...from, uploads };
}

/** Finds up to `limit` uploads, newest first: day by day, merged from all partitions that a day is spread over. */
async function listItems(table: DynamoDbTable, query: UploadListQuery): Promise<ListedItem[]> {
  const found: ListedItem[] = [];
  for (const { day, buckets } of await readDays(table, query)) {
    const limit = query.limit - found.length;
    if (limit <= 0) break;
    const partitions = buckets.flatMap((bucket) => keys.SHARDS.map((shard) => keys.listKey(bucket, day, shard)));
    const before = query.cursor === undefined ? {} : { before: query.cursor };
    const pages = await pMap(partitions, (partition) => table.latest(partition, { limit, ...before }), {
      concurrency: QUERIES_AT_ONCE,
    });
    const sorted = (pages.flat() as unknown as ListedItem[]).sort((a, b) => (a.listSort < b.listSort ? 1 : -1));
    found.push(...sorted.slice(0, limit));
  }
  return found;
}

/** The days that may have uploads of the query, last first, each with its buckets. */
async function readDays(
  table: DynamoDbTable,
  { bucket, day, cursor }: UploadListQuery,
): Promise<{ readonly day: string; readonly buckets: readonly string[] }[]> {
  const lastDay = day ?? cursor?.slice(0, 10) ?? '9999';
  const days = new Map<string, string[]>();
  for (const { sk } of await table.query(keys.DIRECTORY, { from: day ?? '0000', to: `${lastDay}~` })) {
    const entry = keys.directoryEntry(sk);
    if (bucket !== undefined && entry.bucket !== bucket) continue;
    days.set(entry.day, [...(days.get(entry.day) ?? []), entry.bucket]);
  }
  return [...days].map(([of, buckets]) => ({ day: of, buckets })).reverse();
}

/** Reads the lines of a listing, without those that have expired. */
async function readSummaries(
  table: DynamoDbTable,
  listed: readonly ListedItem[],
  clock: Clock,
): Promise<UploadSummary[]> {
  const wanted = listed.flatMap(({ pk }) => [
    { pk, sk: keys.RECORD },
    { pk, sk: keys.DONE },
    { pk, sk: REVIEW },
    { pk, sk: CONFIRM },
  ]);
  const items = await table.getAll(wanted, ['pk', 'sk', 'summary', 'result', 'expiresAt']);
  const found = new Map(items.map((item) => [`${item.pk}/${item.sk}`, item]));
  const resultOf = (pk: string, step: string): unknown => {
    const result = found.get(`${pk}/${step}`)?.['result'];
    return result === undefined ? undefined : (JSON.parse(String(result)) as unknown);
  };
  return listed.flatMap(({ pk }) => {
    const record = found.get(`${pk}/${keys.RECORD}`);
    if (record?.['summary'] === undefined || isExpired(record, clock)) return [];
    return [
      summaryToLine(JSON.parse(String(record['summary'])) as RecordSummary, {
        done: found.has(`${pk}/${keys.DONE}`),
        review: resultOf(pk, REVIEW),
        confirm: resultOf(pk, CONFIRM),
      }),
    ];
  });
}
