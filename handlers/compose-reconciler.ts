import { systemClock } from '../lib/clock.ts';
import { runMode, type Env } from '../lib/config.ts';
import { createLogger } from '../lib/logger.ts';
import type { MessageQueue } from '../lib/queue/message-queue.ts';
import { createReconciler, type Reconciler, type ReconcilerOptions } from '../lib/reconcile/create-reconciler.ts';
import { parseReconcileTarget } from '../lib/reconcile/reconcile-target.ts';
import { openFactStore } from '../lib/store/open-store.ts';
import { readReconcileConfig } from '../lib/trust-config.ts';
import { composeObjectStore } from './compose-object-store.ts';
import type { ComposeSecretOptions } from './compose-secret.ts';
import { composeStore } from './compose-store.ts';

/** What a reconciliation's handler adds to the settings. */
export interface ComposeReconcilerOptions extends ComposeSecretOptions, Pick<ReconcilerOptions, 'metrics'> {
  readonly queue: MessageQueue;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Composes the search for lost callbacks from the settings of a process, the same for every platform.
 * @throws {ConfigInvalidError} at once, where a setting is wrong; the message names it.
 */
export function composeReconciler(env: Env, options: ComposeReconcilerOptions): Promise<Reconciler> {
  const { queue, metrics, secretByName } = options;
  const config = readReconcileConfig(env);
  const targets = config.RECONCILE_PREFIXES.map(parseReconcileTarget);
  const logger = createLogger({ level: config.LOG_LEVEL, fd: runMode(env) === 'invoke-local' ? 2 : 1 });
  const store = composeStore(env, { secretByName });
  const oss = composeObjectStore(env, { secretByName });
  return Promise.all([oss, openFactStore(store.config, store.options)]).then(([objects, facts]) =>
    createReconciler({
      objects,
      facts,
      queue,
      targets,
      clock: systemClock,
      logger,
      ...(metrics && { metrics }),
      minAgeMs: config.RECONCILE_MIN_AGE_MINUTES * MINUTE_MS,
      maxAgeMs: config.RECONCILE_MAX_AGE_DAYS * DAY_MS,
      maxPages: config.RECONCILE_MAX_PAGES,
    }),
  );
}
