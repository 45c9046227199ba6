import {
  readQueueConfig,
  readReceiverConfig,
  readStoreConfig,
  readWorkerConfig,
  runMode,
  type Env,
} from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import { parseReconcileTarget } from '../reconcile/reconcile-target.ts';
import {
  assertSecretLength,
  readAllowedBuckets,
  readOssConfig,
  readReconcileConfig,
  readSecretConfig,
  readTrust,
  readUploadPolicyConfig,
  type SecretVariable,
} from '../trust-config.ts';
import type { Serverless, TemplateValue } from './serverless.ts';

// Stands for what CloudFormation fills in: the address of a queue, the name of a table.
const RESOLVED_LATER = 'https://resolved.at/deployment';

/**
 * Reads every function's settings as the function itself will, so that a wrong one stops the start, not the first upload.
 * `run` is what the platform itself puts into the environment.
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function checkConfiguration({ service }: Pick<Serverless, 'service'>, run: Env): void {
  for (const { environment } of Object.values(service.functions)) {
    const own = plain(environment);
    checkEnvironment({ ...run, ...plain(service.provider.environment), ...own }, own);
  }
}

/**
 * Reads the settings of one function as it will itself, whichever it is; `own` are those that stand with the function.
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function checkEnvironment(env: Env, own: Env = env): void {
  if ('UPLOAD_BUCKET' in env) checkUploadPolicy(env, own);
  else if ('RECONCILE_PREFIXES' in env) checkReconciliation(env, own);
  else {
    if ('QUEUE' in env) checkReceiver(env);
    if ('STORE' in env) checkWorker(env);
  }
}

function checkReceiver(env: Env): void {
  readReceiverConfig(env);
  if (readTrust(env).includes('ticket')) assertSecret(env, 'OSS_TICKET_SECRET', `TRUST is ${env['TRUST'] ?? ''}`);
  readQueueConfig(env);
}

function checkWorker(env: Env): void {
  readWorkerConfig(env);
  if (readStoreConfig(env).kind === 'postgres') readSecretConfig(env, 'DATABASE_URL');
  if (!readTrust(env).includes('confirm')) return;
  readAllowedBuckets(env);
  readOssConfig(env);
  assertSecret(env, 'OSS_CREDENTIALS', `TRUST is ${env['TRUST'] ?? ''}`);
}

function checkUploadPolicy(env: Env, own: Env): void {
  // Not configured, it is not deployed.
  if (!env['UPLOAD_BUCKET']) {
    assertNothingElse(own, /^UPLOAD_/, 'UPLOAD_BUCKET');
    return;
  }
  readUploadPolicyConfig(env);
  readOssConfig(env);
  for (const name of ['OSS_TICKET_SECRET', 'OSS_CREDENTIALS', 'UPLOAD_POLICY_TOKEN'] as const) {
    assertSecret(env, name, 'UPLOAD_BUCKET is');
  }
}

function checkReconciliation(env: Env, own: Env): void {
  if (!env['RECONCILE_PREFIXES']) {
    assertNothingElse(own, /^RECONCILE_/, 'RECONCILE_PREFIXES');
    return;
  }
  readReconcileConfig(env).RECONCILE_PREFIXES.map(parseReconcileTarget);
  readOssConfig(env);
  assertSecret(env, 'OSS_CREDENTIALS', 'RECONCILE_PREFIXES is');
}

/** Somebody who states the rest thinks that the function will be there. */
function assertNothingElse(own: Env, names: RegExp, missing: string): void {
  const [stated] = Object.entries(own).filter(([name, value]) => names.test(name) && value);
  if (stated === undefined) return;
  throw new ConfigInvalidError(`${missing} must be stated where ${stated[0]} is: without it nothing is deployed`);
}

function assertSecret(env: Env, name: SecretVariable, where: string): void {
  const stated = readSecretConfig(env, name);
  assertSecretLength(name, stated);
  if (runMode(env) !== 'deployed' || stated !== undefined) return;
  throw new ConfigInvalidError(`${name}_NAME must be stated where ${where}: the name of a secret, never the secret`);
}

function plain(environment: Readonly<Record<string, TemplateValue>> = {}): Env {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, typeof value === 'string' ? value : RESOLVED_LATER]),
  );
}
