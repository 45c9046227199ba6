import type { Env } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import type { FcCredentialsProvider } from '../lib/fc/credentials.ts';
import { createKmsSecretSource } from '../lib/secrets/kms-secret-source.ts';
import type { SecretByName } from './compose-secret.ts';

/** Finds secrets in Alibaba Cloud's Key Management Service, as the function's role may. */
export function fcSecrets(env: Env, { credentials }: { readonly credentials: FcCredentialsProvider }): SecretByName {
  return (name) => {
    const region = env['FC_REGION'];
    const endpoint = env['KMS_ENDPOINT'] || (region && `https://kms.${region}.aliyuncs.com`);
    if (!endpoint) throw new ConfigInvalidError(`KMS_ENDPOINT must be stated, to find the secret ${name}`);
    return createKmsSecretSource({ name, endpoint, credentials });
  };
}
