import { BURST, BURST_SECONDS, type Platform } from './assumptions.ts';

/** What a steady rate asks for, beside what there is. */
export interface Need {
  readonly what: string;
  readonly needed: number;
  readonly limit: number;
}

/** What becomes of a minute of a hundred times as much. */
export interface BurstOutcome {
  /** Callbacks that the front door or the functions turn away: OSS is told so, and a reconciliation finds the uploads. */
  readonly refused: number;
  readonly accepted: number;
  /** Messages in the queue when the minute is over. */
  readonly backlog: number;
  /** Seconds until they are worked on; Infinity where the steady rate is more than the workers do. */
  readonly drainSeconds: number;
}

/** Messages a second that the configured workers do. */
export const workRate = ({ workers, batch, batchSeconds }: Platform): number => (workers * batch) / batchSeconds;

/** The needs of a rate, the one that is exceeded most first. */
export function needsOf(platform: Platform, rate: number): Need[] {
  const { perInstance, ackSeconds, batch, batchSeconds, writes } = platform;
  const callbackInstances = Math.ceil((rate * ackSeconds) / perInstance);
  const workers = Math.ceil((rate / batch) * batchSeconds);
  const needs: Need[] = [
    { what: 'callbacks/s at the front door', needed: rate, limit: platform.frontPerSecond },
    { what: 'callbacks/s that THROTTLING_RATE lets in', needed: rate, limit: platform.throttledPerSecond },
    { what: 'instances of all functions', needed: callbackInstances + workers, limit: platform.instances },
    { what: 'messages/s into the queue', needed: rate, limit: platform.queuePerSecond },
    { what: 'worker batches at once', needed: workers, limit: platform.workers },
    { what: 'writes/s of the table', needed: rate * writes, limit: platform.tableWrites },
    // The entries of one bucket and day lie in 16 partitions; everything else is spread by the upload's id.
    { what: 'writes/s of a partition', needed: rate / 16, limit: platform.partitionWrites },
  ];
  return needs.sort((one, other) => other.needed / other.limit - one.needed / one.limit);
}

/** Steps through the minute, a second at a time. */
export function playBurst(platform: Platform, rate: number): BurstOutcome {
  const { perInstance, ackSeconds, instances, burst, growthPerSecond } = platform;
  const perInstanceSecond = perInstance / ackSeconds;
  const work = workRate(platform);
  let running = Math.min(instances, Math.ceil((rate * ackSeconds) / perInstance));
  const atOnce = Math.min(instances, running + burst);
  let accepted = 0;
  let backlog = 0;
  for (let second = 0; second < BURST_SECONDS; second += 1) {
    running = second === 0 ? atOnce : Math.min(instances, running + growthPerSecond);
    const taken = Math.min(
      rate * BURST,
      platform.frontPerSecond,
      platform.throttledPerSecond,
      platform.queuePerSecond,
      running * perInstanceSecond,
    );
    accepted += taken;
    backlog = Math.max(0, backlog + taken - work);
  }
  const spare = work - rate;
  const drainSeconds = backlog === 0 ? 0 : spare > 0 ? backlog / spare : Infinity;
  return { refused: rate * BURST * BURST_SECONDS - accepted, accepted, backlog, drainSeconds };
}

/** Dollars of a million uploads. */
export const costOf = ({ prices }: Platform): number => Object.values(prices).reduce((sum, price) => sum + price, 0);
