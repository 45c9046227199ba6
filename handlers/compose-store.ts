import { systemClock } from '../lib/clock.ts';
import { readStoreConfig, type Env, type StoreConfig } from '../lib/config.ts';
import type { OpenStoreOptions } from '../lib/store/open-store.ts';
import { composeSecret, type ComposeSecretOptions } from './compose-secret.ts';

/** What opens a store. */
export interface ComposedStore {
  readonly config: StoreConfig;
  readonly options: OpenStoreOptions;
}

// A little more than a secret's cache takes to give up.
const SECRET_TIMEOUT_MS = 3_000;

/**
 * Composes what opens the store that the settings name.
 * @throws {ConfigInvalidError} where a setting is wrong; the message names it.
 */
export function composeStore(env: Env, options: ComposeSecretOptions): ComposedStore {
  const config = readStoreConfig(env);
  if (config.kind !== 'postgres') return { config, options: { clock: systemClock } };
  const secret = composeSecret(env, 'DATABASE_URL', options);
  const signal = (): AbortSignal => AbortSignal.timeout(SECRET_TIMEOUT_MS);
  const databaseUrl = {
    get: async () => (await secret.get(signal()))[0] ?? '',
    // Where that fails the login's refusal tells more: there may be no other password at all.
    reload: () =>
      secret.reload(signal()).then(
        (versions) => versions?.[0],
        () => undefined,
      ),
  };
  return { config, options: { clock: systemClock, databaseUrl } };
}
