import { untilAborted, type Clock } from '../clock.ts';
import { SecretUnavailableError } from '../errors.ts';
import type { SecretSource } from './secret-source.ts';

/** A secret that is read once for many. */
export interface SecretCache {
  /**
   * The versions in force, current first; at most five minutes old, an hour where they cannot be read anew.
   * @throws {SecretUnavailableError} where they were never read, or not for too long, and cannot be now.
   */
  get(signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Reads them anew, for who met a version that he does not know; `undefined` where that was done a moment ago.
   * What `get` gives is not touched by a failure: asking for unknown versions must not break what works.
   * @throws {SecretUnavailableError} where they cannot be read, or could not a moment ago: there may be a version that nobody knows yet.
   */
  reload(signal: AbortSignal): Promise<readonly string[] | undefined>;
}

/** Options of {@link createSecretCache}. */
export interface SecretCacheOptions {
  readonly source: SecretSource;
  readonly clock: Clock;
}

const MAX_AGE_MS = 300_000;
// A store of secrets that is down must not lose callbacks, which are never repeated; a revoked secret must not live on.
const MAX_STALE_MS = 3_600_000;
const NEXT_TRY_MS = 5_000;
const RELOAD_PACE_MS = 10_000;
const READ_TIMEOUT_MS = 2_500;

/** Creates the cache of one secret. Nothing is read before someone asks; all who ask share one reading. */
export function createSecretCache({ source, clock }: SecretCacheOptions): SecretCache {
  let held: { readonly versions: readonly string[]; readonly readAt: number } | undefined;
  let reading: Promise<readonly string[]> | undefined;
  // Of the last reading, where it failed.
  let failure: { readonly error: unknown } | undefined;
  let nextTryAt = -Infinity;
  let nextReloadAt = -Infinity;

  async function read(): Promise<readonly string[]> {
    try {
      const versions = await source.read(AbortSignal.timeout(READ_TIMEOUT_MS));
      held = { versions, readAt: clock() };
      failure = undefined;
      return versions;
    } catch (error) {
      failure = { error };
      nextTryAt = clock() + NEXT_TRY_MS;
      throw error;
    }
  }
  function shared(signal: AbortSignal): Promise<readonly string[]> {
    // Not within the reading: a source that throws at once would be done before it is held, and then be held for good.
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return untilAborted(reading, signal, () => new SecretUnavailableError(source.name, 'no answer in time'));
  }

  return {
    async get(signal) {
      const age = held === undefined ? Infinity : clock() - held.readAt;
      if (held !== undefined && (age < MAX_AGE_MS || (age < MAX_STALE_MS && clock() < nextTryAt))) return held.versions;
      try {
        return await shared(signal);
      } catch (error) {
        if (held !== undefined && age < MAX_STALE_MS) return held.versions;
        throw error;
      }
    },
    async reload(signal) {
      // Who comes while it is read for another is told as well: with a new secret many come at once.
      if (reading === undefined) {
        if (failure !== undefined && clock() < nextTryAt) throw failure.error;
        if (failure === undefined && clock() < nextReloadAt) return undefined;
        nextReloadAt = clock() + RELOAD_PACE_MS;
      }
      return shared(signal);
    },
  };
}
