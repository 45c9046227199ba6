/** How time is laid out: by its logarithm, so that 3 ms and 4 s both show, or evenly over the 5 s that OSS waits. */
export type Scale = 'log' | 'linear';

const LIMIT_MS = 5_000;
const LOG_END_MS = 60_000;
const LINEAR_LIMIT_AT = 92;

/** Where a moment stands on the axis, in percent of its width. */
export function positionOf(ms: number, scale: Scale): number {
  if (scale === 'log') return Math.min(100, (Math.log10(1 + ms) / Math.log10(1 + LOG_END_MS)) * 100);
  if (ms <= LIMIT_MS) return (ms / LIMIT_MS) * LINEAR_LIMIT_AT;
  return LINEAR_LIMIT_AT + Math.min(1, (ms - LIMIT_MS) / (LOG_END_MS - LIMIT_MS)) * (100 - LINEAR_LIMIT_AT);
}

/** Moments that are written at the axis. */
export const TICKS: Readonly<Record<Scale, readonly (readonly [ms: number, text: string])[]>> = {
  log: [
    [1, '1 ms'],
    [10, '10'],
    [100, '100'],
    [1_000, '1 s'],
    [LIMIT_MS, '5 s'],
  ],
  linear: [
    [0, '0'],
    [1_000, '1 s'],
    [2_000, '2'],
    [3_000, '3'],
    [4_000, '4'],
    [LIMIT_MS, '5 s'],
  ],
};
