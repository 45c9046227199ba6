import type { StatisticsEntry } from './statistics.ts';
import { bucketOf, dayOf, hourOf, type UploadRecord } from './upload-record.ts';

/**
 * Where things lie in the one table:
 *
 * | what | pk | sk |
 * | --- | --- | --- |
 * | record of an upload | `upload#ID` | `record` |
 * | finished step | `upload#ID` | `step#NAME` |
 * | every step finished; never expires | `upload#ID` | `done` |
 * | entry of the statistics | `stat#BUCKET#DAY#SHARD` | `HH#ID` |
 * | totals of a closed hour | `rollup#BUCKET#DAY` | `HH` |
 * | there are uploads of that bucket and day | `directory` | `DAY#BUCKET` |
 * | fact | `fact#NAME` | `fact` |
 *
 * Of an upload that was forgotten the record has nothing but `forgottenAt`.
 *
 * Records are listed through the index `by-day`: `listKey` = `BUCKET#DAY#SHARD`, `listSort` = `RECEIVED-AT#ID`.
 */

/** First hex digits of an id: a bucket's uploads of a day are spread over 16 partitions, so that none is hot. */
export const SHARDS: readonly string[] = Array.from('0123456789abcdef');

/** Sort key of a record. */
export const RECORD = 'record';

/** Sort key of the mark that every step finished. */
export const DONE = 'done';

/** Partition of the directory of buckets and days. */
export const DIRECTORY = 'directory';

const STEP = 'step#';
const shardOf = (id: string): string => id.slice(0, 1);
// `#` separates the parts of a key.
const encode = (bucket: string): string => encodeURIComponent(bucket);

/** Partition of all that is known of an upload. */
export const uploadKey = (id: string): string => `upload#${id}`;

/** Sort key of a finished step. */
export const stepKey = (name: string): string => STEP + name;

/** The step's name in a sort key; `undefined` where the key is of something else. */
export const stepOfKey = (sk: string): string | undefined => (sk.startsWith(STEP) ? sk.slice(STEP.length) : undefined);

/** Sort key of the directory, for a bucket and a day. */
export const directorySort = (bucket: string, day: string): string => `${day}#${encode(bucket)}`;

/** What {@link directorySort} was made of. */
export function directoryEntry(sk: string): { bucket: string; day: string } {
  const [day, bucket] = sk.split('#', 2) as [string, string];
  return { day, bucket: decodeURIComponent(bucket) };
}

/** Partition of the index, for a bucket, a day and a shard. */
export const listKey = (bucket: string, day: string, shard: string): string => `${encode(bucket)}#${day}#${shard}`;

/** Index attributes of a record. */
export function listKeys({ id, receivedAt, upload }: UploadRecord): { listKey: string; listSort: string } {
  return {
    listKey: listKey(bucketOf(upload), dayOf(receivedAt), shardOf(id)),
    listSort: `${receivedAt}#${id}`,
  };
}

/** Partition of the statistics' entries, for a bucket, a day and a shard. */
export const statisticsKey = (bucket: string, day: string, shard: string): string =>
  `stat#${encode(bucket)}#${day}#${shard}`;

/** Key of an entry of the statistics. */
export function entryKeys({ bucket, receivedAt, id }: StatisticsEntry): { pk: string; sk: string } {
  return { pk: statisticsKey(bucket, dayOf(receivedAt), shardOf(id)), sk: `${hourOf(receivedAt)}#${id}` };
}

/** Partition of the totals of a day's hours. */
export const rollupKey = (bucket: string, day: string): string => `rollup#${encode(bucket)}#${day}`;

/** Key of a fact. */
export const factKeys = (name: string): { pk: string; sk: string } => ({ pk: `fact#${name}`, sk: 'fact' });
