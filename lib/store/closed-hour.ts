import type { Clock } from '../clock.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

// The reader trusts an hour to be closed ten minutes after the writers began to say that they are late:
// their clocks may differ by that much, and no total misses an entry.
const LATE_AFTER_MS = 5 * MINUTE_MS;
const CLOSED_AFTER_MS = 15 * MINUTE_MS;

/** Tells whether the totals of an entry's hour may have been kept already, so that they must be marked as invalid. */
export function isLate(receivedAt: string, now: ReturnType<Clock>): boolean {
  return now >= endOfHour(receivedAt) + LATE_AFTER_MS;
}

/** Tells whether the totals of an hour may be kept. `day` is `YYYY-MM-DD`, `hour` `00` to `23`, in UTC. */
export function isClosed(day: string, hour: string, now: ReturnType<Clock>): boolean {
  return now >= endOfHour(`${day}T${hour}:00:00.000Z`) + CLOSED_AFTER_MS;
}

function endOfHour(instant: string): number {
  return (Math.floor(Date.parse(instant) / HOUR_MS) + 1) * HOUR_MS;
}
