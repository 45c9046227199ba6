import type { AwsCredentials } from '../lib/aws/json-client.ts';
import type { Env } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import { parseAwsSecretName } from '../lib/secrets/aws-secret-name.ts';
import { createAwsSecretSource } from '../lib/secrets/aws-secret-source.ts';
import type { SecretByName } from './compose-secret.ts';

/** Finds secrets in AWS Secrets Manager and Systems Manager, as the function's role may. */
export function awsSecrets(env: Env, { credentials }: { readonly credentials: AwsCredentials }): SecretByName {
  return (name) => {
    const region = parseAwsSecretName(name).region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
    if (region === undefined) throw new ConfigInvalidError(`AWS_REGION must be stated, to find the secret ${name}`);
    const everywhere = env['AWS_ENDPOINT_URL'];
    return createAwsSecretSource({
      name,
      region,
      credentials,
      endpoints: {
        secretsmanager: env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? everywhere,
        ssm: env['AWS_ENDPOINT_URL_SSM'] ?? everywhere,
      },
    });
  };
}
