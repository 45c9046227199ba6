import * as v from 'valibot';
import { ConfigInvalidError } from './errors.ts';
import { UPLOAD_VARIABLES } from './upload.ts';

/** The environment variables of a process, handed in by the handlers. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where the process runs, which decides what may be left unsaid. */
export type RunMode = 'deployed' | 'offline' | 'invoke-local' | 'server';

/** Tells where a process runs, from the variables that the platform or the Serverless Framework sets. */
export function runMode(env: Env): RunMode {
  if (env['IS_OFFLINE']) return 'offline';
  if (env['IS_LOCAL']) return 'invoke-local';
  return env['AWS_LAMBDA_FUNCTION_NAME'] || env['FC_FUNCTION_NAME'] ? 'deployed' : 'server';
}

const MAX_BODY_BYTES = 262_144;
// OSS hangs up after 5 s, which also hold connecting, TLS and a cold start.
// https://www.alibabacloud.com/help/en/oss/developer-reference/callback
const ACK_BUDGET_MS = 3_500;

/** The schema of a variable that holds a whole number; `fallback` where it is not set. */
export const wholeNumber = (min: number, max: number, fallback: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}$/, expected),
      v.transform(Number),
      v.minValue(min, expected),
      v.maxValue(max, expected),
    ),
    String(fallback),
  );
};
const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values, `one of ${values.join(', ')}`);
const flag = (fallback: 'true' | 'false') =>
  v.pipe(
    v.optional(oneOf(['true', 'false']), fallback),
    v.transform((value) => value === 'true'),
  );
const path = v.pipe(
  v.string(),
  v.regex(/^\/(?:[^?#\s%]|%[0-9A-Fa-f]{2})*$/, 'a path that begins with / and has no query'),
);
/** The schema of an origin, over http or https; a slash at its end is cut off. */
export const origin = (expected: string) =>
  v.pipe(
    v.string(),
    v.check((value) => /^https?:\/\/[\w.:[\]-]+\/?$/.test(value) && URL.canParse(value), expected),
    v.transform((value) => value.replace(/\/$/, '')),
  );
/** A setting that is a list, separated by commas. */
export const list = v.pipe(
  v.optional(v.string(), ''),
  v.transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
);
const VARIABLE_NAMES: ReadonlySet<string> = new Set(UPLOAD_VARIABLES);
/** `name=variable` pairs: how the callback body of this user names OSS's variables. */
export const fieldNames = v.pipe(
  list,
  v.check(
    (pairs) => pairs.every((pair) => VARIABLE_NAMES.has(/^[^=]+=(.+)$/.exec(pair)?.[1] ?? '')),
    `a list like filename=object,height=imageInfo.height of the variables ${UPLOAD_VARIABLES.join(', ')}`,
  ),
  v.transform((pairs) => Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]))),
);
const json = (expected: string) =>
  v.pipe(
    v.string(),
    v.rawTransform<string, unknown>(({ dataset, addIssue, NEVER }) => {
      try {
        return JSON.parse(dataset.value) as unknown;
      } catch {
        addIssue({ message: expected });
        return NEVER;
      }
    }),
  );

/** How much is logged. Default `info`. */
export const logLevel = v.optional(oneOf(['debug', 'info', 'warn', 'error', 'silent']), 'info');
const logging = {
  LOG_LEVEL: logLevel,
  LOG_REDACT: list,
};
const receiving = v.object({
  ...logging,
  CALLBACK_PATH: v.optional(path),
  PUBLIC_PATH_PREFIX: v.optional(path),
  CALLBACK_FIELDS: fieldNames,
  ACK_BUDGET_MS: wholeNumber(100, 4_900, ACK_BUDGET_MS),
  MAX_BODY_BYTES: wholeNumber(1, 1_048_576, MAX_BODY_BYTES),
  OSS_PUB_KEY_FILE: v.optional(v.string()),
  OSS_PUB_KEY_PINNED: flag('true'),
  OSS_PUB_KEY_ALLOW_HTTP: flag('false'),
});
const queueing = v.object({
  QUEUE: v.optional(oneOf(['sqs', 'fc', 'memory', 'discard'])),
  QUEUE_URL: v.optional(v.pipe(v.string(), v.url('an http or https URL'), v.regex(/^https?:/, 'an http or https URL'))),
});
const withScheme = v.transform((value: string) => (/^https?:\/\//.test(value) ? value : `https://${value}`));
// A function may have none in FC_ but Function Compute's own: there the first three begin with ALIYUN_FC_.
// https://www.alibabacloud.com/help/en/functioncompute/fc/environment-variables
const invoking = v.object({
  FC_API: v.optional(oneOf(['2', '3']), '3'),
  FC_WORKER: v.string(),
  FC_ENDPOINT: v.optional(
    v.pipe(v.string(), withScheme, origin('an origin such as https://<account>.<region>.fc.aliyuncs.com')),
  ),
  FC_ACCOUNT_ID: v.optional(v.string()),
  FC_REGION: v.optional(v.string()),
});
// https://www.alibabacloud.com/help/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-createfunction
const FC_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;
const FC2_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,127}(?:\.[\w-]+)?\/[A-Za-z_][A-Za-z0-9_-]{0,127}$/;
const storing = v.object({
  STORE: v.optional(oneOf(['dynamodb', 'postgres', 'memory'])),
  UPLOADS_TABLE: v.optional(v.string()),
  DATABASE_URL: v.optional(v.string()),
  DATABASE_URL_NAME: v.optional(v.string()),
  DATABASE_CA_FILE: v.optional(v.string()),
  // Per process: 1,000 instances open 1,000 times as many.
  DATABASE_MAX_CONNECTIONS: wholeNumber(1, 100, 4),
});
const working = v.object({
  ...logging,
  CALLBACK_FIELDS: fieldNames,
  RETENTION_DAYS: v.optional(wholeNumber(1, 36_500, 1)),
  REVIEW_RULES: v.optional(json('JSON')),
});
const serving = v.object({ PORT: wholeNumber(0, 65_535, 3000), HOST: v.optional(v.string(), '127.0.0.1') });

/** The worker function that Function Compute hands messages to, and where its API is. */
export interface FcQueueConfig {
  readonly kind: 'fc';
  /** The version of Function Compute whose API is spoken. */
  readonly api: 2 | 3;
  /** Of 3.0 the name of the function; of 2.0 `service/function`. */
  readonly worker: string;
  /** Origin, without a slash at its end. */
  readonly endpoint: string;
  /** Whose function it is; always known where `api` is 2. */
  readonly accountId: string;
}

/** Which queue the receiver writes to. */
export type QueueConfig =
  { readonly kind: 'sqs'; readonly url: string } | FcQueueConfig | { readonly kind: 'memory' | 'discard' };

/** Which store the worker writes to. */
export type StoreConfig =
  { readonly kind: 'dynamodb'; readonly table: string } | PostgresConfig | { readonly kind: 'memory' };

/** Which PostgreSQL database holds the store. */
export interface PostgresConfig {
  readonly kind: 'postgres';
  /** Absent where it is a secret that a function reads by its name. */
  readonly url?: string | undefined;
  /** PEM file of the authorities that may have signed the server's certificate. Default: those that Node trusts. */
  readonly caFile?: string | undefined;
  /** How many connections a process holds at most. Default 4. */
  readonly maxConnections?: number | undefined;
}

/** What the receiver is told by `CALLBACK_*`, `ACK_BUDGET_MS`, `MAX_BODY_BYTES`, `OSS_PUB_KEY_*` and `LOG_*`. */
export type ReceiverConfig = v.InferOutput<typeof receiving>;

/** What the worker is told by `RETENTION_DAYS`, `REVIEW_RULES`, `CALLBACK_FIELDS` and `LOG_*`. */
export type WorkerConfig = v.InferOutput<typeof working>;

/** Where the plain server listens. */
export type ServerConfig = v.InferOutput<typeof serving>;

/**
 * Reads the receiver's settings.
 * @throws {ConfigInvalidError} naming the variable and what it may be; also where a deployed function would trust keys for local runs.
 */
export function readReceiverConfig(env: Env): ReceiverConfig {
  const config = readSettings(receiving, env);
  if (runMode(env) === 'deployed') {
    if (!config.OSS_PUB_KEY_PINNED) throw refusedDeployed('OSS_PUB_KEY_PINNED', 'true');
    if (config.OSS_PUB_KEY_ALLOW_HTTP) throw refusedDeployed('OSS_PUB_KEY_ALLOW_HTTP', 'false');
  }
  return config;
}

/**
 * Reads which queue to use; nothing is guessed but under `serverless invoke local`.
 * @throws {ConfigInvalidError} where it is not stated, not durable though deployed, or lacks `QUEUE_URL` or `FC_WORKER`.
 */
export function readQueueConfig(env: Env): QueueConfig {
  const { QUEUE, QUEUE_URL } = readSettings(queueing, env);
  const kind = QUEUE ?? (runMode(env) === 'invoke-local' ? 'memory' : undefined);
  if (kind === undefined) throw new ConfigInvalidError('QUEUE must be stated: one of sqs, fc, memory, discard');
  if (kind === 'fc') return readFcQueueConfig(env);
  if (kind !== 'sqs') {
    if (runMode(env) === 'deployed') throw refusedDeployed('QUEUE', env['FC_FUNCTION_NAME'] ? 'fc' : 'sqs');
    return { kind };
  }
  if (QUEUE_URL === undefined) throw new ConfigInvalidError('QUEUE_URL must be stated where QUEUE is sqs');
  return { kind, url: QUEUE_URL };
}

function readFcQueueConfig(env: Env): FcQueueConfig {
  const named = (name: string) => env[`ALIYUN_${name}`] || env[name];
  const stated = { FC_API: named('FC_API'), FC_WORKER: named('FC_WORKER'), FC_ENDPOINT: named('FC_ENDPOINT') };
  const settings = readSettings(invoking, { ...env, ...stated });
  const { FC_API, FC_WORKER: worker, FC_ENDPOINT, FC_ACCOUNT_ID, FC_REGION } = settings;
  const [name, expected] = FC_API === '3' ? [FC_NAME, 'the name of a function'] : [FC2_NAME, 'service/function'];
  if (!name.test(worker)) {
    throw new ConfigInvalidError(
      `FC_WORKER must be ${expected} where FC_API is ${FC_API}, got ${JSON.stringify(worker)}`,
    );
  }
  const accountId = FC_ACCOUNT_ID ?? /^https?:\/\/(\d{10,})\./.exec(FC_ENDPOINT ?? '')?.[1] ?? '';
  if (FC_ENDPOINT === undefined && (accountId === '' || FC_REGION === undefined)) {
    throw new ConfigInvalidError('FC_ENDPOINT must be stated where the runtime sets no FC_ACCOUNT_ID and FC_REGION');
  }
  if (FC_API === '2' && accountId === '')
    throw new ConfigInvalidError('FC_ACCOUNT_ID must be stated where FC_API is 2');
  const endpoint = FC_ENDPOINT ?? `https://${accountId}.${FC_REGION ?? ''}.fc.aliyuncs.com`;
  return { kind: 'fc', api: FC_API === '2' ? 2 : 3, worker, endpoint, accountId };
}

/**
 * Reads which store to use; nothing is guessed but under `serverless invoke local`.
 * @throws {ConfigInvalidError} where it is not stated, not durable though deployed, or lacks its table or database.
 */
export function readStoreConfig(env: Env): StoreConfig {
  const config = readSettings(storing, env);
  const kind = config.STORE ?? (runMode(env) === 'invoke-local' ? 'memory' : undefined);
  switch (kind) {
    case undefined:
      throw new ConfigInvalidError('STORE must be stated: one of dynamodb, postgres, memory');
    case 'memory':
      if (runMode(env) === 'deployed') throw refusedDeployed('STORE', 'dynamodb or postgres');
      return { kind };
    case 'dynamodb': {
      if (env['FC_FUNCTION_NAME']) throw refusedDeployed('STORE', 'postgres');
      const { UPLOADS_TABLE: table } = config;
      if (table === undefined) throw new ConfigInvalidError('UPLOADS_TABLE must be stated where STORE is dynamodb');
      return { kind, table };
    }
    case 'postgres': {
      const { DATABASE_URL: url, DATABASE_URL_NAME: name, DATABASE_CA_FILE: caFile } = config;
      if (url !== undefined || name !== undefined) {
        return { kind, url, caFile, maxConnections: config.DATABASE_MAX_CONNECTIONS };
      }
      const variable = runMode(env) === 'deployed' ? 'DATABASE_URL_NAME' : 'DATABASE_URL';
      throw new ConfigInvalidError(`${variable} must be stated where STORE is postgres`);
    }
  }
}

/**
 * Reads the worker's settings.
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function readWorkerConfig(env: Env): WorkerConfig {
  return readSettings(working, env);
}

/**
 * Reads where the plain server listens: `PORT` (0 to 65535, default 3000) and `HOST` (default 127.0.0.1).
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function readServerConfig(env: Env): ServerConfig {
  return readSettings(serving, env);
}

/**
 * Reads the variables that a schema names; an empty one counts as not set, since templates cannot leave a variable out.
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function readSettings<T extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: T,
  env: Env,
): v.InferOutput<T> {
  const stated = Object.fromEntries(
    Object.keys(schema.entries).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const result = v.safeParse(schema, stated);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const name = v.getDotPath(issue) ?? 'a setting';
  if (!env[name]) throw new ConfigInvalidError(`${name} must be stated`);
  throw new ConfigInvalidError(`${name} must be ${issue.message}, got ${JSON.stringify(env[name])}`);
}

function refusedDeployed(name: string, allowed: string): ConfigInvalidError {
  return new ConfigInvalidError(`${name} must be ${allowed} where the function is deployed`);
}
