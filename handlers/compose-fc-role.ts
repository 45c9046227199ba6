import type { Env } from '../lib/config.ts';
import { readFcCredentials } from '../lib/fc/credentials.ts';
import { createRoleCredentials, type RoleCredentials } from '../lib/platform/fc/role-credentials.ts';

/** The credentials of the function's role, as the environment has them at its start. */
export function composeFcRole(env: Env): RoleCredentials {
  return createRoleCredentials(readFcCredentials(env));
}
