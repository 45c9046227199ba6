import { pause, untilAborted, type Clock } from '../clock.ts';
import { PubKeyNotFoundError, PubKeyUnavailableError } from '../errors.ts';
import type { FetchPace } from './fetch-pace.ts';
import type { PubKey } from './pub-key.ts';
import type { PubKeyUrl } from './pub-key-url.ts';

/** One key on OSS's key host. */
export interface RemotePubKey {
  readonly address: PubKeyUrl;
  /** Whether the key is at hand. */
  readonly isHeld: boolean;
  /**
   * The key; fetched once for all who ask at the same time, again and again where the host fails.
   * @throws {PubKeyNotFoundError} at once where the host says 404.
   * @throws {PubKeyUnavailableError} the last failure, once `signal` has aborted.
   */
  get(signal: AbortSignal): Promise<PubKey>;
  /**
   * Another key than `mismatched`, fetched anew unless that was tried in the last 30 s; `undefined` where there is none.
   * @throws {PubKeyNotFoundError} where the host says 404.
   * @throws {PubKeyUnavailableError} where it failed, or `signal` aborted.
   */
  refresh(mismatched: PubKey, signal: AbortSignal): Promise<PubKey | undefined>;
}

/** Options of {@link createRemotePubKey}. */
export interface RemotePubKeyOptions {
  readonly address: PubKeyUrl;
  readonly fetchKey: (url: string) => Promise<PubKey>;
  readonly pace: FetchPace;
  readonly clock: Clock;
}

// A forger can make signatures that do not match at will; they must not become fetches.
const REFRESH_INTERVAL_MS = 30_000;
// A host that has failed may hang on connections from before it came back: after this silence another one is tried
// beside it. A host that has not failed may take its time, and is asked once.
const PATIENCE_MS = 800;

/** Creates the holder of one remote key. Nothing is fetched before the first `get`. */
export function createRemotePubKey({ address, fetchKey, pace, clock }: RemotePubKeyOptions): RemotePubKey {
  let held: PubKey | undefined;
  let failure: unknown;
  let round: Promise<void> | undefined;
  let waiting = 0;
  // Stryker disable next-line UnaryOperator: a time that has not come is as little recent as one long ago.
  let refreshedAt = -Infinity;
  const flights = new Set<Promise<void>>();

  async function fly(): Promise<void> {
    try {
      held = await fetchKey(address.url);
      failure = undefined;
      pace.succeeded();
    } catch (error) {
      failure = error;
      pace.failed();
      throw error;
    }
  }
  /** One fetch for all who wait; ends with the first answer to it or to an older one that still hangs. */
  async function play(): Promise<void> {
    try {
      if (!(await pace.turn(address.version, () => waiting > 0))) return;
      const flight = fly();
      flights.add(flight);
      const landed = (): unknown => flights.delete(flight);
      flight.then(landed, landed);
      await Promise.race(pace.isTroubled ? [...flights, pause(PATIENCE_MS)] : flights);
    } finally {
      round = undefined;
    }
  }
  async function played(signal: AbortSignal): Promise<void> {
    waiting += 1;
    try {
      const late = (): Error =>
        failure instanceof Error ? failure : new PubKeyUnavailableError(address.url, 'no key in time');
      await untilAborted((round ??= play()), signal, late);
    } finally {
      waiting -= 1;
    }
  }

  return {
    address,
    get isHeld() {
      return held !== undefined;
    },
    async get(signal) {
      while (held === undefined) {
        try {
          await played(signal);
        } catch (error) {
          // A 404 is not remembered for who asks later: a false one would refuse callbacks, which OSS never repeats.
          if (error instanceof PubKeyNotFoundError || signal.aborted) throw error;
        }
      }
      return held;
    },
    async refresh(mismatched, signal) {
      const elapsedMs = clock() - refreshedAt;
      const isRecent = elapsedMs >= 0 && elapsedMs < REFRESH_INTERVAL_MS;
      if (held === mismatched && (!isRecent || round !== undefined)) {
        if (!isRecent) refreshedAt = clock();
        await played(signal);
      }
      return held === mismatched ? undefined : held;
    },
  };
}
