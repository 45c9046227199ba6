import type { Env } from '../config.ts';

/** What calls to Alibaba Cloud are signed with. */
export interface FcCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Of temporary credentials, as a function's role has. */
  readonly securityToken?: string | undefined;
}

/** Gives the credentials in force; asked before every call, since a role's expire while its function lives on. */
export type FcCredentialsProvider = () => FcCredentials;

/** Reads them from where Function Compute, or a person, puts them into the environment; empty where they are not there. */
export function readFcCredentials(env: Env): FcCredentials {
  return {
    accessKeyId: env['ALIBABA_CLOUD_ACCESS_KEY_ID'] ?? '',
    accessKeySecret: env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] ?? '',
    securityToken: env['ALIBABA_CLOUD_SECURITY_TOKEN'],
  };
}
