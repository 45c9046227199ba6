import type { Clock } from '../clock.ts';
import { createFetchPace } from './fetch-pace.ts';
import { fetchPubKey, type FetchKey } from './fetch-pub-key.ts';
import { importPubKey, type PubKey } from './pub-key.ts';
import type { PubKeyUrl } from './pub-key-url.ts';
import { PUBLISHED_PUB_KEY_PEM, workingEngine } from './published-pub-key.ts';
import { createRemotePubKey, type RemotePubKey } from './remote-pub-key.ts';

/** Where the verifier gets its keys. */
export interface PubKeyStore {
  /** The keys at hand for an address, most likely first; none of them costs a fetch. May be empty. */
  local(url: PubKeyUrl): readonly PubKey[];
  /**
   * The key behind an address that is not pinned, fetched once for all who ask; `undefined` where it is pinned.
   * @throws {PubKeyNotFoundError} where the key host says 404.
   * @throws {PubKeyUnavailableError} where it gave no key before `signal` aborted.
   */
  fetched(url: PubKeyUrl, signal: AbortSignal): Promise<PubKey | undefined>;
  /** The key that has taken the place of one that did not match, asked for at most once in 30 s. Never throws. */
  refetched(url: PubKeyUrl, options: RefetchOptions): Promise<PubKey | undefined>;
}

/** Options of {@link PubKeyStore.refetched}. */
export interface RefetchOptions {
  /** The fetched key under which the signature did not match. */
  readonly mismatched: PubKey;
  readonly signal: AbortSignal;
}

/** Options of {@link createPubKeyStore}. */
export interface PubKeyStoreOptions {
  /** PEM keys trusted beside the pinned one, for every address: those of a local OSS or of tests. Default none. */
  readonly trusted?: readonly string[];
  /** Whether version 1 is pinned. Default true. */
  readonly pinned?: boolean;
  /** Whether an `http:` address is fetched as spelt; else every key comes over https. Default false. */
  readonly allowHttp?: boolean;
  readonly fetch: FetchKey;
  readonly clock: Clock;
}

// More versions than OSS has had keys; forged addresses must not fill memory.
const MAX_REMOTE_KEYS = 8;

/**
 * Creates the store of public keys. Nothing is fetched before a request asks for a key that is not at hand.
 * @throws {TypeError} where a trusted key is not PEM of an RSA public key.
 */
export function createPubKeyStore({
  trusted = [],
  pinned = true,
  allowHttp = false,
  fetch,
  clock,
}: PubKeyStoreOptions): PubKeyStore {
  const own = trusted.map(importTrusted);
  // Extra trusted keys mean that a local OSS or a test signs: they are tried first.
  const published = pinned ? [...own, importPubKey(PUBLISHED_PUB_KEY_PEM, workingEngine())] : own;
  const remotes = new Map<string, RemotePubKey>();
  const pace = createFetchPace(clock);

  const isPinned = (url: PubKeyUrl): boolean => pinned && url.version === 1;
  function remoteFor({ url: spelt, version }: PubKeyUrl): RemotePubKey {
    const url = allowHttp ? spelt : spelt.replace('http:', 'https:');
    const known = remotes.get(url);
    if (known !== undefined) return known;
    if (remotes.size >= MAX_REMOTE_KEYS) evictOne(remotes);
    const fetchKey = (address: string): Promise<PubKey> => fetchPubKey(address, fetch);
    const remote = createRemotePubKey({ address: { url, version }, fetchKey, pace, clock });
    remotes.set(url, remote);
    return remote;
  }

  return {
    local: (url) => (isPinned(url) ? published : own),
    async fetched(url, signal) {
      return isPinned(url) ? undefined : remoteFor(url).get(signal);
    },
    async refetched(url, { mismatched, signal }) {
      return remoteFor(url)
        .refresh(mismatched, signal)
        .catch(() => undefined);
    },
  };
}

function importTrusted(pem: string): PubKey {
  try {
    return importPubKey(pem, workingEngine());
  } catch (cause) {
    throw new TypeError('"trusted" must hold RSA public keys in PEM', { cause });
  }
}

// Keys that are held go last, and low versions after high ones: a forger who makes numbers up pushes out only his own.
function evictOne(remotes: Map<string, RemotePubKey>): void {
  const rank = ({ isHeld, address }: RemotePubKey): number => (isHeld ? 0 : 100) + address.version;
  // Stryker disable next-line EqualityOperator: two of one version are http and https, and either may go.
  const victim = [...remotes.values()].reduce((one, other) => (rank(one) > rank(other) ? one : other));
  remotes.delete(victim.address.url);
}
