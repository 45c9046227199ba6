import { createHmac } from 'node:crypto';

/** The name of the signature's version, as it stands in policies and URLs. */
export const SIGNATURE_V4 = 'OSS4-HMAC-SHA256';

/** Seconds that a V4 signature lasts at most. https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls */
export const MAX_EXPIRES_SECONDS = 604_800;

/** When and where a V4 signature counts. */
export interface V4Scope {
  /** `20261122T101530Z` */
  readonly timestamp: string;
  /** `20261122/cn-hangzhou/oss/aliyun_v4_request` */
  readonly scope: string;
}

/** Makes the scope of a signature made at `now` (milliseconds since the epoch) for `region`, such as `cn-hangzhou`. */
export function v4Scope(region: string, now: number): V4Scope {
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  return { timestamp, scope: `${timestamp.slice(0, 8)}/${region}/oss/aliyun_v4_request` };
}

/**
 * Signs a text with the key that V4 derives from the secret and the scope; lower-case hex.
 * https://help.aliyun.com/en/oss/developer-reference/signature-version-4-recommend
 */
export function signV4(secret: string, scope: string, text: string): string {
  const key = scope.split('/').reduce<string | Buffer>((parent, part) => hmac(parent, part), `aliyun_v4${secret}`);
  return hmac(key, text).toString('hex');
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
