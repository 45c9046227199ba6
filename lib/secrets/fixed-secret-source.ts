import type { SecretSource } from './secret-source.ts';

/** Creates the source of a secret that is at hand, for local runs: current version first. */
export function createFixedSecretSource(name: string, versions: readonly string[]): SecretSource {
  return { name, read: () => Promise.resolve(versions) };
}
