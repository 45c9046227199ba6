import type { Env } from '../lib/config.ts';
import type { ObjectStore } from '../lib/object-store/object-store.ts';
import { parseOssCredentials } from '../lib/oss-credentials.ts';
import { readOssConfig } from '../lib/trust-config.ts';
import { composeSecret, type ComposeSecretOptions } from './compose-secret.ts';

/**
 * Composes the view of OSS that the settings name. Its library is loaded only by who asks OSS something.
 * @throws {ConfigInvalidError} at once, where a setting is wrong; the message names it.
 */
export function composeObjectStore(env: Env, options: ComposeSecretOptions): Promise<ObjectStore> {
  const config = readOssConfig(env);
  const secret = composeSecret(env, 'OSS_CREDENTIALS', options);
  return import('../lib/object-store/ali-oss-object-store.ts').then(({ createAliOssObjectStore }) =>
    createAliOssObjectStore({
      ...config,
      credentials: async (signal) => parseOssCredentials((await secret.get(signal))[0] ?? ''),
    }),
  );
}
