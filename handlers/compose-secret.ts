import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../lib/clock.ts';
import { runMode, type Env } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import { createFileSecretSource } from '../lib/secrets/file-secret-source.ts';
import { createFixedSecretSource } from '../lib/secrets/fixed-secret-source.ts';
import { createSecretCache, type SecretCache } from '../lib/secrets/secret-cache.ts';
import type { SecretSource } from '../lib/secrets/secret-source.ts';
import { assertSecretLength, readSecretConfig, type SecretVariable } from '../lib/trust-config.ts';

/** Finds a secret by its name: in which store of secrets is the platform's business. */
export type SecretByName = (name: string) => SecretSource;

/** Options of {@link composeSecret}. */
export interface ComposeSecretOptions {
  /** Default: a secret cannot be given by name. */
  readonly secretByName?: SecretByName | undefined;
}

/** In the folder of local runs, which git ignores. */
const LOCAL_TICKET_SECRET = 'ticket-secret';

/**
 * Composes a secret from where the settings say it is. A local run makes its own secret for tickets, where none is stated.
 * @throws {ConfigInvalidError} where it is not stated, is itself stated though deployed, or could be guessed.
 */
export function composeSecret(
  env: Env,
  variable: SecretVariable,
  { secretByName }: ComposeSecretOptions = {},
): SecretCache {
  return createSecretCache({ source: composeSource(env, variable, secretByName), clock: systemClock });
}

function composeSource(env: Env, variable: SecretVariable, secretByName: SecretByName | undefined): SecretSource {
  const config = readSecretConfig(env, variable);
  assertSecretLength(variable, config);
  if (config?.kind === 'text') return createFixedSecretSource(variable, config.versions);
  if (config?.kind === 'name' && secretByName !== undefined) return secretByName(config.name);
  if (config === undefined && variable === 'OSS_TICKET_SECRET' && isTriedOut(env)) {
    return createFileSecretSource({
      file: join(env['LOCAL_DIR'] || '.local', LOCAL_TICKET_SECRET),
      create: () => randomBytes(32).toString('base64url'),
    });
  }
  const stated = runMode(env) === 'server' ? variable : `${variable}_NAME`;
  throw new ConfigInvalidError(
    config === undefined ? `${stated} must be stated` : `${variable}_NAME cannot be read on this platform`,
  );
}

/** Whether this run is somebody's own: a server with a durable queue takes tickets that others made, with a secret of theirs. */
function isTriedOut(env: Env): boolean {
  const mode = runMode(env);
  return mode === 'server' ? env['QUEUE'] !== 'sqs' && env['QUEUE'] !== 'fc' : mode !== 'deployed';
}
