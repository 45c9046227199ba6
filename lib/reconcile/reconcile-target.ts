import { ConfigInvalidError } from '../errors.ts';

/** A part of a bucket, whose prefix may hold the date: `{yyyy}`, `{mm}` and `{dd}`, UTC. */
export interface ReconcileTarget {
  readonly bucket: string;
  readonly prefix: string;
}

const DAY_MS = 86_400_000;
const FORM = /^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\/((?:[^{}]|\{(?:yyyy|mm|dd)\})*)$/;

/**
 * Reads `BUCKET/PREFIX`, such as `my-uploads/photos/{yyyy}/{mm}/{dd}/`; an empty prefix is the whole bucket.
 * @throws {ConfigInvalidError} where it is something else, or names a day without its month, or a month without its year.
 */
export function parseReconcileTarget(text: string): ReconcileTarget {
  const [, bucket, prefix] = FORM.exec(text) ?? [];
  const has = (part: string): boolean => prefix?.includes(part) === true;
  const isWhole = (!has('{dd}') || has('{mm}')) && (!has('{mm}') || has('{yyyy}'));
  if (bucket !== undefined && prefix !== undefined && isWhole) return { bucket, prefix };
  throw new ConfigInvalidError(
    `RECONCILE_PREFIXES must be a list like my-uploads/photos/{yyyy}/{mm}/{dd}/, got ${JSON.stringify(text)}`,
  );
}

/** Which days a listing is about, in milliseconds since the epoch. */
export interface DateRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the prefixes of every day in a range; one day more on both sides, since keys may be named after another time zone's
 * date. Each comes once, in order.
 */
export function expandTarget({ bucket, prefix }: ReconcileTarget, { from, to }: DateRange): ReconcileTarget[] {
  if (!prefix.includes('{')) return [{ bucket, prefix }];
  const prefixes = new Set<string>();
  for (let day = from - DAY_MS; day < to + 2 * DAY_MS; day += DAY_MS) {
    const [yyyy = '', mm = '', dd = ''] = new Date(Math.min(day, to + DAY_MS)).toISOString().slice(0, 10).split('-');
    prefixes.add(prefix.replaceAll('{yyyy}', yyyy).replaceAll('{mm}', mm).replaceAll('{dd}', dd));
  }
  return [...prefixes].map((each) => ({ bucket, prefix: each }));
}
