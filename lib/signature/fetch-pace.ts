import type { Clock } from '../clock.ts';

// All keys stand on one host, so all fetches share one pace: requests that name many keys buy no more fetches than those
// that name one. The longest gap stays under a second: OSS never repeats a callback, so a host that has come back must
// be seen at once.
const FIRST_GAP_MS = 250;
const LONGEST_GAP_MS = 800;

/** Spaces the fetches of keys. */
export interface FetchPace {
  /**
   * Resolves with true when a fetch may start: 800 ms after the last one did, and after a failure sooner, 250 ms,
   * doubling from failure to failure. Of those that wait the lowest version goes first. Resolves with false where
   * `isWanted` says so by then.
   */
  turn(version: number, isWanted: () => boolean): Promise<boolean>;
  /** The host gave no key. */
  failed(): void;
  /** The host gave a key. */
  succeeded(): void;
  /** Whether a fetch has failed since the last one that did not. */
  readonly isTroubled: boolean;
}

interface Turn {
  readonly version: number;
  readonly isWanted: () => boolean;
  readonly resolve: (isDue: boolean) => void;
}

/** Creates the pace that every fetch of one key store keeps. */
export function createFetchPace(clock: Clock): FetchPace {
  let line: Turn[] = [];
  let timer: NodeJS.Timeout | undefined;
  let startedAt = 0;
  let dueAt = -Infinity;
  let gapMs = 0;

  function callNext(): void {
    for (const turn of line) if (!turn.isWanted()) turn.resolve(false);
    // OSS numbers its keys upwards: a forger who makes numbers up stands behind the next genuine one.
    line = line.filter((turn) => turn.isWanted()).sort((one, other) => one.version - other.version);
    const next = line.shift();
    if (next !== undefined) {
      startedAt = clock();
      dueAt = startedAt + LONGEST_GAP_MS;
      next.resolve(true);
    }
    arm();
  }
  function arm(): void {
    clearTimeout(timer);
    // The clock of a machine may be set back; no wait gets longer by that.
    const waitMs = Math.min(Math.max(dueAt - clock(), 0), LONGEST_GAP_MS);
    timer = line.length === 0 ? undefined : setTimeout(callNext, waitMs);
  }

  return {
    turn: (version, isWanted) =>
      new Promise((resolve) => {
        line.push({ version, isWanted, resolve });
        arm();
      }),
    failed() {
      gapMs = gapMs === 0 ? FIRST_GAP_MS : Math.min(gapMs * 2, LONGEST_GAP_MS);
      dueAt = Math.min(startedAt + LONGEST_GAP_MS, clock() + gapMs);
      arm();
    },
    succeeded() {
      gapMs = 0;
    },
    get isTroubled() {
      return gapMs > 0;
    },
  };
}
