import * as v from 'valibot';
import { ConfigInvalidError } from './errors.ts';

/** Credentials of Alibaba Cloud: a RAM user's, or a role's with its token. */
export interface OssCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Of temporary credentials (STS). */
  readonly securityToken?: string | undefined;
}

const text = v.pipe(v.string(), v.nonEmpty());
const schema = v.object({ accessKeyId: text, accessKeySecret: text, securityToken: v.optional(text) });

/**
 * Reads credentials as a secret holds them: `{"accessKeyId": "…", "accessKeySecret": "…"}`, with `securityToken` where they
 * are temporary.
 * @throws {ConfigInvalidError} where the text is something else; the message tells nothing of it.
 */
export function parseOssCredentials(json: string): OssCredentials {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), json);
  if (result.success) return result.output;
  throw new ConfigInvalidError(
    'OSS credentials must be JSON with accessKeyId and accessKeySecret, and securityToken where there is one',
  );
}
