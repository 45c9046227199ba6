import { systemClock } from '../lib/clock.ts';
import { readWorkerConfig, runMode, type Env } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import { createLogger } from '../lib/logger.ts';
import { openFactStore, openUploadStore } from '../lib/store/open-store.ts';
import { readAllowedBuckets, readTrust } from '../lib/trust-config.ts';
import { createWorker, type WorkerOptions } from '../lib/worker/create-worker.ts';
import { parseReviewRules, type ReviewRules } from '../lib/worker/review-rules.ts';
import type { Worker } from '../lib/worker/worker.ts';
import { composeObjectStore } from './compose-object-store.ts';
import type { ComposeSecretOptions } from './compose-secret.ts';
import { composeStore } from './compose-store.ts';

/** What a worker's handler adds to the settings. */
export type ComposeWorkerOptions = Pick<WorkerOptions, 'steps' | 'metrics'> & ComposeSecretOptions;

/**
 * Composes the worker from the settings of a process, the same for every platform.
 * @throws {ConfigInvalidError} at once, where a setting is wrong; the message names it.
 */
export function composeWorker(env: Env, { secretByName, ...options }: ComposeWorkerOptions = {}): Promise<Worker> {
  const config = readWorkerConfig(env);
  const { config: storeConfig, options: storeOptions } = composeStore(env, { secretByName });
  const buckets = readAllowedBuckets(env);
  const reviewRules = withAllowedBuckets(parseReviewRules(config.REVIEW_RULES), buckets);
  // `invoke local` prints the handler's result on standard output, and nothing else may stand there.
  const logger = createLogger({ level: config.LOG_LEVEL, fd: runMode(env) === 'invoke-local' ? 2 : 1 });
  const isConfirmed = readTrust(env).includes('confirm');
  if (isConfirmed && buckets.length === 0) logger.warn({ trust: 'confirm' }, ANY_BUCKET);
  const objects = isConfirmed ? composeObjectStore(env, { secretByName }) : undefined;
  const opened = openUploadStore(storeConfig, { ...storeOptions, retentionDays: config.RETENTION_DAYS });
  return Promise.all([opened, openFactStore(storeConfig, storeOptions), objects]).then(([store, facts, oss]) =>
    createWorker({
      ...options,
      store,
      facts,
      ...(oss && { confirm: { objects: oss, buckets } }),
      clock: systemClock,
      reviewRules,
      fieldNames: config.CALLBACK_FIELDS,
      logger,
      redact: config.LOG_REDACT,
    }),
  );
}

const ANY_BUCKET =
  'TRUST=confirm without OSS_ALLOWED_BUCKETS: an object in any bucket that the credentials can read, ' +
  "a stranger's public one too, is confirmed";

function withAllowedBuckets(rules: ReviewRules, buckets: readonly string[]): ReviewRules {
  if (buckets.length === 0) return rules;
  if (rules.allowedBuckets === undefined) return { ...rules, allowedBuckets: buckets };
  throw new ConfigInvalidError('OSS_ALLOWED_BUCKETS and allowedBuckets of REVIEW_RULES must not both be stated');
}
