import { ConfigInvalidError } from '../../errors.ts';
import { commonJs } from './api/common-js.ts';
import type { Env } from '../../config.ts';

/** Where an SDK takes its credentials: keys, or something that is asked for them at each call. */
export type Credentials =
  | { readonly accessKeyId: string; readonly accessKeySecret: string; readonly securityToken?: string }
  | { readonly credential: object };

/**
 * Finds the deployer's credentials: `ALIBABA_CLOUD_ACCESS_KEY_ID`, `_SECRET` and `_SECURITY_TOKEN`, else what Alibaba Cloud's own
 * chain finds (OIDC, `~/.aliyun/config.json`, an instance's role).
 * @throws {ConfigInvalidError} where a key has no secret.
 */
export async function findCredentials(env: Env): Promise<Credentials> {
  const {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
  } = env;
  if (accessKeyId && accessKeySecret) {
    return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
  }
  if (accessKeyId) throw new ConfigInvalidError('ALIBABA_CLOUD_ACCESS_KEY_SECRET must be stated beside the key id');
  const credentials = commonJs(await import('@alicloud/credentials'));
  return { credential: new credentials.default() };
}
