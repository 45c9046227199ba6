// What the simulation takes for granted. Times are ours (`npm run bench`) or guesses that say so; limits and prices are the
// vendors', before any quota is raised, without free tiers, in US dollars. `../scaling.md` names the sources.

/** A way of deploying, in the terms in which its limits are given. */
export interface Platform {
  readonly name: string;
  /** Callbacks a second that the front door lets in. */
  readonly frontPerSecond: number;
  /** And those that the configuration lets in (`THROTTLING_RATE`). */
  readonly throttledPerSecond: number;
  /** Callbacks that one instance has at once. */
  readonly perInstance: number;
  /** Instances of all functions. */
  readonly instances: number;
  /** Instances that may be added: at once, and after that each second. */
  readonly burst: number;
  readonly growthPerSecond: number;
  /** Seconds of an acknowledgement, its enqueue included. */
  readonly ackSeconds: number;
  /** Messages a second that the queue takes. */
  readonly queuePerSecond: number;
  /** Worker batches at once that the configuration allows, messages of a batch, seconds of a batch. */
  readonly workers: number;
  readonly batch: number;
  readonly batchSeconds: number;
  /** Writes (1 KiB) of a message; the table's quota of writes a second; writes of one partition. */
  readonly writes: number;
  readonly tableWrites: number;
  readonly partitionWrites: number;
  /** Dollars of a million uploads, part by part. */
  readonly prices: Readonly<Record<string, number>>;
}

const YUAN = 0.14;
const MEMORY_GB = 0.5;
const ACK_SECONDS = 0.015;
const BATCH_SECONDS = 0.25;
// The record with its body (3 KiB), its line in the index, two finished steps, the entry of the statistics, the mark of
// the end, the fact that the object is known.
const WRITES = 9;
const MILLION = 1_000_000;

const lambdaGbSecond = 0.0000133334;
export const aws: Platform = {
  name: 'AWS',
  frontPerSecond: 10_000,
  throttledPerSecond: 1_000,
  perInstance: 1,
  instances: 1_000,
  burst: 1_000,
  growthPerSecond: 100,
  ackSeconds: ACK_SECONDS,
  queuePerSecond: Infinity,
  workers: 10,
  batch: 10,
  batchSeconds: BATCH_SECONDS,
  writes: WRITES,
  tableWrites: 40_000,
  partitionWrites: 1_000,
  prices: {
    'HTTP API': 1,
    'callback function': 0.2 + MILLION * ACK_SECONDS * MEMORY_GB * lambdaGbSecond,
    'queue (send; receive and delete by tens)': 0.4 * (1 + 0.2),
    'worker function': 0.02 + (MILLION / 10) * BATCH_SECONDS * MEMORY_GB * lambdaGbSecond,
    'table, writes': WRITES * 0.625,
    'table, a month of 4 KiB each': (4 / 1024 / 1024) * MILLION * 0.25,
    'log, 1.5 KB each': 1.5 * 0.5,
  },
};

// CU: 1 a vCPU second, 0.15 a GB second, 0.0075 an invocation (Function Compute's own conversion).
const computeUnit = 0.00011 * YUAN;
const units = (seconds: number): number => seconds * (0.35 * 1 + MEMORY_GB * 0.15);
export const functionCompute: Platform = {
  name: 'Function Compute',
  frontPerSecond: Infinity,
  throttledPerSecond: Infinity,
  perInstance: 20,
  instances: 300,
  burst: 300,
  growthPerSecond: 5,
  ackSeconds: ACK_SECONDS,
  queuePerSecond: 20_000,
  workers: 10,
  batch: 10,
  batchSeconds: BATCH_SECONDS,
  writes: WRITES,
  tableWrites: Infinity,
  partitionWrites: Infinity,
  prices: {
    'callback function, 20 in an instance': computeUnit * (MILLION * 0.0075 + (units(ACK_SECONDS) * MILLION) / 20),
    'worker function': computeUnit * ((MILLION / 10) * 0.0075 + units(BATCH_SECONDS) * (MILLION / 10)),
  },
};

export const RATES: readonly number[] = [10, 1_000, 100_000];
/** How much more comes for a minute. */
export const BURST = 100;
export const BURST_SECONDS = 60;
