import type { FcCredentials, FcCredentialsProvider } from '../../fc/credentials.ts';

/** The credentials of a function's role, kept fresh. */
export interface RoleCredentials {
  readonly get: FcCredentialsProvider;
  /** Takes what came with an invocation, where it is whole. */
  renew(fresh: Partial<FcCredentials> | undefined): void;
}

/**
 * Keeps the newest credentials of a role: those of the environment are as old as the instance, and end after 36 hours. A key
 * without a token is no role's: who states one means it, and it stays.
 */
export function createRoleCredentials(initial: FcCredentials): RoleCredentials {
  const isStated = initial.accessKeyId !== '' && !initial.securityToken;
  let held = initial;
  return {
    get: () => held,
    renew(fresh) {
      const { accessKeyId, accessKeySecret, securityToken } = fresh ?? {};
      if (isStated || !accessKeyId || !accessKeySecret || !securityToken) return;
      if (accessKeyId !== held.accessKeyId) held = { accessKeyId, accessKeySecret, securityToken };
    },
  };
}
