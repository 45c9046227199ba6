import * as v from 'valibot';
import { fieldNames, list, logLevel, origin, readSettings, runMode, wholeNumber, type Env } from './config.ts';
import { ConfigInvalidError } from './errors.ts';
import { MIN_POLICY_TOKEN_LENGTH, MIN_TICKET_SECRET_LENGTH, parseTrust, type Trust } from './trust.ts';
import { MIME_PATTERN } from './upload.ts';

const MAX_UPLOAD_BYTES = 5_368_709_120;
const MAX_EXPIRES_SECONDS = 604_800;

const locating = v.object({
  OSS_REGION: v.pipe(
    v.string(),
    v.regex(/^(?:oss-)?[a-z0-9-]+$/, 'a region such as cn-hangzhou'),
    v.transform((region) => region.replace(/^oss-/, '')),
  ),
  OSS_ENDPOINT: v.optional(origin('an origin that begins with http:// or https://')),
});
const allowing = v.object({
  LOG_LEVEL: logLevel,
  UPLOAD_BUCKET: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'the name of a bucket')),
  UPLOAD_KEY_PREFIX: v.optional(
    v.pipe(v.string(), v.regex(/^[^/\\]/, 'a prefix that does not begin with /')),
    'uploads/',
  ),
  UPLOAD_MIN_BYTES: wholeNumber(0, MAX_UPLOAD_BYTES, 1),
  UPLOAD_MAX_BYTES: wholeNumber(1, MAX_UPLOAD_BYTES, 104_857_600),
  UPLOAD_CONTENT_TYPES: v.pipe(
    list,
    v.check(
      (types) => types.every((type) => MIME_PATTERN.test(type)),
      'a list of MIME types such as image/png,image/*',
    ),
  ),
  UPLOAD_EXPIRES_SECONDS: wholeNumber(1, MAX_EXPIRES_SECONDS, 900),
  UPLOAD_ORIGINS: list,
  OSS_CALLBACK_URL: v.pipe(
    v.string(),
    v.check(
      (urls) => urls.split(';').every((url) => /^https?:\/\//.test(url) && URL.canParse(url)),
      'a URL that begins with http:// or https://, or up to five with ; between them',
    ),
  ),
  OSS_CALLBACK_BODY: v.optional(v.string()),
  CALLBACK_FIELDS: fieldNames,
});
const confirming = v.object({ OSS_ALLOWED_BUCKETS: list });
const reconciling = v.object({
  LOG_LEVEL: logLevel,
  CALLBACK_FIELDS: fieldNames,
  RECONCILE_PREFIXES: v.pipe(list, v.minLength(1)),
  RECONCILE_MIN_AGE_MINUTES: wholeNumber(0, 10_080, 5),
  RECONCILE_MAX_AGE_DAYS: wholeNumber(1, 3_650, 7),
  RECONCILE_MAX_PAGES: wholeNumber(1, 10_000, 20),
});
const trusting = v.object({ TRUST: v.optional(v.string()) });

/** Where OSS is. */
export interface OssConfig {
  /** As signatures spell it, `cn-hangzhou`. */
  readonly region: string;
  /** Origin. */
  readonly endpoint: string;
}

/** What the upload policy is told by `UPLOAD_*` and `OSS_CALLBACK_*`. */
export type UploadPolicyConfig = v.InferOutput<typeof allowing>;

/** What the reconciliation is told by `RECONCILE_*` and `CALLBACK_FIELDS`. */
export type ReconcileConfig = v.InferOutput<typeof reconciling>;

/** The secrets that settings name. */
export type SecretVariable = 'OSS_TICKET_SECRET' | 'OSS_CREDENTIALS' | 'UPLOAD_POLICY_TOKEN' | 'DATABASE_URL';

// These may contain commas; in the others a comma separates the current version from the previous one.
const MAY_HOLD_COMMAS: ReadonlySet<SecretVariable> = new Set(['OSS_CREDENTIALS', 'DATABASE_URL']);

/** Where a secret is. */
export type SecretConfig =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'text'; readonly versions: readonly string[] };

/**
 * Reads `TRUST`: what must hold beside OSS's signature. Default `signature`, but only where nothing is deployed.
 * @throws {ConfigInvalidError} where a deployed function does not state it, or it names an unknown rule.
 */
export function readTrust(env: Env): Trust {
  const { TRUST } = readSettings(trusting, env);
  if (TRUST === undefined && runMode(env) === 'deployed') {
    throw new ConfigInvalidError('TRUST must be stated where the function is deployed: ticket, confirm, or signature');
  }
  return parseTrust(TRUST ?? 'signature');
}

/**
 * Reads where a secret is: by name (`NAME_NAME`), or, where nothing is deployed, its text (`NAME`: the current version and,
 * after a comma, the one before; of `OSS_CREDENTIALS` and `DATABASE_URL` one only). `undefined` where neither is stated.
 * @throws {ConfigInvalidError} where a deployed function is given the secret itself, or both are stated.
 */
export function readSecretConfig(env: Env, name: SecretVariable): SecretConfig | undefined {
  const { [name]: text, [`${name}_NAME`]: secretName } = env;
  if (text && runMode(env) === 'deployed') {
    throw new ConfigInvalidError(`${name} must not be stated where the function is deployed: state ${name}_NAME`);
  }
  if (text && secretName) throw new ConfigInvalidError(`${name} and ${name}_NAME must not both be stated`);
  if (secretName) return { kind: 'name', name: secretName };
  if (!text) return undefined;
  const versions = MAY_HOLD_COMMAS.has(name) ? [text] : text.split(',').map((version) => version.trim());
  return { kind: 'text', versions };
}

const MIN_LENGTHS: Readonly<Partial<Record<SecretVariable, number>>> = {
  OSS_TICKET_SECRET: MIN_TICKET_SECRET_LENGTH,
  UPLOAD_POLICY_TOKEN: MIN_POLICY_TOKEN_LENGTH,
};

/**
 * Makes sure that a secret which is stated itself is one that nobody guesses. The version before may be unfit: a service that makes up a first value keeps it as such.
 * @throws {ConfigInvalidError} where its current version is too short.
 */
export function assertSecretLength(name: SecretVariable, config: SecretConfig | undefined): void {
  const minLength = MIN_LENGTHS[name] ?? 0;
  if (config?.kind !== 'text' || (config.versions[0] ?? '').length >= minLength) return;
  throw new ConfigInvalidError(`${name} must have at least ${minLength} characters`);
}

/**
 * Reads where OSS is: `OSS_REGION` (`cn-hangzhou` or `oss-cn-hangzhou`) and `OSS_ENDPOINT` (default: the region's public
 * one, over https).
 * @throws {ConfigInvalidError} where the region is not stated, or the endpoint is no URL.
 */
export function readOssConfig(env: Env): OssConfig {
  const { OSS_REGION: region, OSS_ENDPOINT: endpoint } = readSettings(locating, env);
  return { region, endpoint: endpoint ?? `https://oss-${region}.aliyuncs.com` };
}

/**
 * Reads the settings of the upload policy.
 * @throws {ConfigInvalidError} naming the variable and what it may be; also where the least size is over the greatest.
 */
export function readUploadPolicyConfig(env: Env): UploadPolicyConfig {
  const config = readSettings(allowing, env);
  const { UPLOAD_MIN_BYTES: min, UPLOAD_MAX_BYTES: max } = config;
  if (min > max)
    throw new ConfigInvalidError(`UPLOAD_MIN_BYTES must not be over UPLOAD_MAX_BYTES, got ${min} and ${max}`);
  return config;
}

/**
 * Reads `OSS_ALLOWED_BUCKETS`: the buckets whose uploads are wanted; empty where it is not stated. It is held against what
 * callbacks say, so it is a filter and no proof.
 * @throws {ConfigInvalidError} where a deployed function has `TRUST=confirm` and does not state it: an object in any bucket that
 *   the credentials can read, a stranger's public one too, would be confirmed.
 */
export function readAllowedBuckets(env: Env): readonly string[] {
  const { OSS_ALLOWED_BUCKETS: buckets } = readSettings(confirming, env);
  if (buckets.length === 0 && runMode(env) === 'deployed' && readTrust(env).includes('confirm')) {
    throw new ConfigInvalidError('OSS_ALLOWED_BUCKETS must be stated where TRUST has confirm');
  }
  return buckets;
}

// What a callback and a listing of OSS both know of an object, and nothing less tells it from others.
const IDENTIFYING = ['bucket', 'object', 'etag'] as const;

/**
 * Reads the settings of the reconciliation.
 * @throws {ConfigInvalidError} naming the variable and what it may be; also where `CALLBACK_FIELDS` is stated and does not give
 *   bucket, object and etag, without which no callback could be told from a lost one.
 */
export function readReconcileConfig(env: Env): ReconcileConfig {
  const config = readSettings(reconciling, env);
  const given = Object.values(config.CALLBACK_FIELDS);
  const missing = given.length === 0 ? [] : IDENTIFYING.filter((variable) => !given.includes(variable));
  if (missing.length === 0) return config;
  const example = missing.map((variable) => `${variable}=${variable}`).join(',');
  throw new ConfigInvalidError(
    `CALLBACK_FIELDS must say which fields are ${missing.join(' and ')}, to reconcile: such as ${example}`,
  );
}
