/** What one upload adds to the statistics. */
export interface StatisticsEntry {
  readonly id: string;
  /** `-` where the callback named none. */
  readonly bucket: string;
  /** Of the stored record, never of a redelivery: it decides the day. */
  readonly receivedAt: string;
  /** In lower case, without parameters; `-` where the callback named none. */
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** What `review` said. */
  readonly accepted: boolean;
}

/** What uploads add up to. */
export interface Totals {
  readonly uploads: number;
  readonly bytes: number;
  /** How many of the uploads `review` did not accept. */
  readonly rejected: number;
}

/** A line of the statistics. */
export interface StatisticsRow extends Totals {
  readonly bucket: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly mimeType: string;
}

/** Totals by MIME type. */
export type TotalsByMimeType = ReadonlyMap<string, Totals>;

/** Totals entries by MIME type. Each entry must be given once. */
export function totalEntries(
  entries: Iterable<Pick<StatisticsEntry, 'mimeType' | 'size' | 'accepted'>>,
): TotalsByMimeType {
  const totals = new Map<string, Totals>();
  for (const { mimeType, size, accepted } of entries) {
    add(totals, mimeType, { uploads: 1, bytes: size, rejected: accepted ? 0 : 1 });
  }
  return totals;
}

/** Adds up totals of several hours. */
export function mergeTotals(parts: Iterable<TotalsByMimeType>): TotalsByMimeType {
  const totals = new Map<string, Totals>();
  for (const part of parts) {
    for (const [mimeType, some] of part) add(totals, mimeType, some);
  }
  return totals;
}

/** Makes lines of a day's totals, sorted by MIME type. */
export function totalsToRows(bucket: string, day: string, totals: TotalsByMimeType): StatisticsRow[] {
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([mimeType, some]) => ({ bucket, day, mimeType, ...some }));
}

/** Sums up totals of whatever kind. */
export function sumTotals(parts: Iterable<Totals>): Totals {
  let sum: Totals = { uploads: 0, bytes: 0, rejected: 0 };
  for (const { uploads, bytes, rejected } of parts) {
    sum = { uploads: sum.uploads + uploads, bytes: sum.bytes + bytes, rejected: sum.rejected + rejected };
  }
  return sum;
}

function add(totals: Map<string, Totals>, mimeType: string, more: Totals): void {
  const known = totals.get(mimeType);
  totals.set(mimeType, known ? sumTotals([known, more]) : more);
}
