import type { Env } from '../lib/config.ts';
import type { DeadLetterShelf } from '../lib/fc/dead-letter-shelf.ts';
import { openDeadLetterShelf } from '../lib/store/open-store.ts';
import type { ComposeSecretOptions } from './compose-secret.ts';
import { composeStore } from './compose-store.ts';

/**
 * Composes what opens the shelf of dead letters that the settings name, for who may have to try that more than once.
 * @throws {ConfigInvalidError} at once, where a setting is wrong; the message names it.
 */
export function composeDeadLetterShelf(env: Env, options: ComposeSecretOptions): () => Promise<DeadLetterShelf> {
  const store = composeStore(env, options);
  return () => openDeadLetterShelf(store.config, store.options);
}
