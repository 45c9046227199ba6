import pMap from 'p-map';
import type { Clock } from '../clock.ts';
import { isClosed } from './closed-hour.ts';
import * as keys from './dynamodb-keys.ts';
import type { DynamoDbTable, Item } from './dynamodb-table.ts';
import { mergeTotals, totalEntries, type StatisticsEntry, type Totals, type TotalsByMimeType } from './statistics.ts';

/** What {@link totalDay} reads from and goes by. */
export interface TotalDayOptions {
  readonly table: DynamoDbTable;
  readonly clock: Clock;
  /** Makes a text that was never made before. */
  readonly nonce: () => string;
}

/** Which uploads {@link totalDay} totals. */
export interface BucketDay {
  readonly bucket: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const QUERIES_AT_ONCE = 16;
// An item holds 400 KB; totals that would not fit are made anew each time.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const MAX_KEPT_LENGTH = 100_000;

/**
 * Totals a bucket's uploads of a day by MIME type: the entries of hours whose totals are not kept yet, and what is kept
 * of the others. Totals of closed hours are kept on the way, unless an entry came in meanwhile.
 */
export async function totalDay({ bucket, day }: BucketDay, options: TotalDayOptions): Promise<TotalsByMimeType> {
  const { table } = options;
  // Read before the entries: what is written between the two is noticed by its new nonce.
  const rollups = new Map((await table.query(keys.rollupKey(bucket, day))).map((item) => [item.sk, item]));
  const kept = HOURS.flatMap((hour) => readTotals(rollups.get(hour)));
  const missing = HOURS.filter((hour) => readTotals(rollups.get(hour)).length === 0);
  const [first, last] = [missing.at(0), missing.at(-1)];
  if (first === undefined || last === undefined) return mergeTotals(kept);
  const entries = await readEntries(table, { bucket, day, from: first, to: last });
  const counted = missing.map((hour) => ({ hour, totals: totalEntries(entries.get(hour) ?? []) }));
  await pMap(
    counted.filter(({ hour }) => isClosed(day, hour, options.clock())),
    ({ hour, totals }) =>
      keepTotals({ pk: keys.rollupKey(bucket, day), sk: hour }, totals, { ...options, before: rollups.get(hour) }),
    { concurrency: QUERIES_AT_ONCE },
  );
  return mergeTotals([...kept, ...counted.map(({ totals }) => totals)]);
}

type Entry = Pick<StatisticsEntry, 'mimeType' | 'size' | 'accepted'>;

async function readEntries(
  table: DynamoDbTable,
  { bucket, day, from, to }: BucketDay & { readonly from: string; readonly to: string },
): Promise<Map<string, Entry[]>> {
  // `~` sorts after every hex digit.
  const range = { from, to: `${to}#~` };
  const found = await pMap(keys.SHARDS, (shard) => table.query(keys.statisticsKey(bucket, day, shard), range), {
    concurrency: QUERIES_AT_ONCE,
  });
  const byHour = new Map<string, Entry[]>();
  for (const { sk, mimeType, size, accepted } of found.flat()) {
    const hour = sk.slice(0, 2);
    const entry = { mimeType: String(mimeType), size: Number(size), accepted: accepted === 'true' };
    const sameHour = byHour.get(hour);
    if (sameHour) sameHour.push(entry);
    else byHour.set(hour, [entry]);
  }
  return byHour;
}

/** What an item holds of an hour; nothing where the item is not there or was marked as invalid. */
function readTotals(item: Item | undefined): TotalsByMimeType[] {
  const json = item?.['totals'];
  return json === undefined ? [] : [new Map(JSON.parse(String(json)) as [string, Totals][])];
}

async function keepTotals(
  key: { readonly pk: string; readonly sk: string },
  totals: TotalsByMimeType,
  { table, nonce, before }: TotalDayOptions & { readonly before: Item | undefined },
): Promise<void> {
  const json = JSON.stringify([...totals]);
  if (json.length > MAX_KEPT_LENGTH) return;
  const known = before?.['nonce'];
  try {
    await table.putIf(
      { ...key, totals: json, nonce: nonce() },
      { nonce: known === undefined ? undefined : String(known) },
    );
  } catch {
    // Kept totals only save time: who may read the table but not write it gets the same answer.
  }
}
