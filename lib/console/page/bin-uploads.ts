import type { UploadSummary } from '../../store/upload-reader.ts';

/** Uploads added up over spans of one length. */
export interface Bins {
  /** Seconds since the epoch, at which each span begins. */
  readonly times: readonly number[];
  readonly uploads: readonly number[];
  readonly bytes: readonly number[];
}

const SPANS = [10, 60, 300, 900, 3_600, 21_600, 86_400];
const WEEK = 604_800;
const MOST_BINS = 60;

/** Adds uploads up over the shortest spans of which a plot can show all. */
export function binUploads(uploads: readonly Pick<UploadSummary, 'receivedAt' | 'size'>[]): Bins {
  const seconds = uploads.map(({ receivedAt }) => Date.parse(receivedAt) / 1_000);
  if (seconds.length === 0) return { times: [], uploads: [], bytes: [] };
  const first = Math.min(...seconds);
  const last = Math.max(...seconds);
  const span =
    SPANS.find((each) => (last - first) / each < MOST_BINS) ?? WEEK * Math.ceil((last - first) / MOST_BINS / WEEK);
  const start = Math.floor(first / span) * span;
  const count = Math.floor((last - start) / span) + 1;
  const times = Array.from({ length: count }, (_, index) => start + index * span);
  const sums = times.map(() => ({ uploads: 0, bytes: 0 }));
  uploads.forEach(({ size = 0 }, index) => {
    const sum = sums[Math.floor(((seconds[index] ?? start) - start) / span)];
    if (!sum) return;
    sum.uploads += 1;
    sum.bytes += size;
  });
  return { times, uploads: sums.map((sum) => sum.uploads), bytes: sums.map((sum) => sum.bytes) };
}
