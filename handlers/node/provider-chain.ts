import type { AwsCredentials } from '../../lib/aws/json-client.ts';

/** Credentials from wherever the AWS SDK finds them: environment, files, SSO, container or instance; refreshed by it. */
export function providerChain(): AwsCredentials {
  let provider: Promise<() => ReturnType<AwsCredentials>> | undefined;
  return async () => {
    // Loaded only by who uses it: Lambda has its credentials in the environment.
    provider ??= import('@aws-sdk/credential-provider-node').then(({ defaultProvider }) => defaultProvider());
    return (await provider)();
  };
}
