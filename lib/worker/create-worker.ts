import pMap from 'p-map';
import { assertGiven } from '../assert-given.ts';
import type { Clock } from '../clock.ts';
import { silentLogger, type Logger } from '../logger.ts';
import type { FieldNames } from '../params/parse-body.ts';
import type { FactStore } from '../store/fact-store.ts';
import { createMemoryFactStore } from '../store/memory-fact-store.ts';
import type { UploadStore } from '../store/upload-store.ts';
import { createConfirmStep, type ConfirmStepOptions } from './confirm-step.ts';
import { startDeadline } from './deadline.ts';
import { readDeliveries } from './delivery.ts';
import { handleDelivery } from './handle-delivery.ts';
import type { MessageReport } from './message-report.ts';
import type { ReviewRules } from './review-rules.ts';
import { createReviewStep } from './review-step.ts';
import { createStatisticsStep } from './statistics-step.ts';
import { orderSteps, type Step } from './step.ts';
import type { Worker } from './worker.ts';

/** Options of {@link createWorker}. */
export interface WorkerOptions {
  readonly store: UploadStore;
  /**
   * Facts that outlive a delivery, kept where the uploads are: which objects are known, so that a reconciliation counts none
   * twice, and which tickets were used. Default: this process's memory, which is enough only where the uploads are kept there too.
   */
  readonly facts?: FactStore;
  /** Asks OSS whether each upload is there, before anything else is done with it. Default: nobody asks. */
  readonly confirm?: ConfirmStepOptions;
  readonly clock: Clock;
  /** The user's own steps, run in this order behind `review` and `statistics`. Default none. */
  readonly steps?: readonly Step[];
  /** Limits on uploads. Default none. */
  readonly reviewRules?: ReviewRules;
  /** The callback body's own names for OSS's variables. Default none. */
  readonly fieldNames?: FieldNames;
  /** Default: a silent one. */
  readonly logger?: Logger;
  /** Members of log lines whose values are masked. Default none. */
  readonly redact?: readonly string[];
  /** Makes members that are added to a message's line, such as a platform's metrics. */
  readonly metrics?: (report: MessageReport) => object;
  /** How many messages of a batch are handled at once. Default 10. */
  readonly concurrency?: number;
  /** How long before the function's end a batch is given up, in milliseconds. Default 1,000. */
  readonly marginMs?: number;
}

/**
 * Creates the queue flow: each message is recorded, reviewed, counted, and handed to the user's own steps.
 * Deliveries of one upload within a batch are handled one after the other.
 * @throws {TypeError} where `store` or `clock` is missing, or a step's name is empty or taken.
 */
export function createWorker(options: WorkerOptions): Worker {
  // Stryker disable next-line ArrayDeclaration: test/assert-given.test.ts leaves out each of them.
  assertGiven(options, ['store', 'clock']);
  const { store, clock, reviewRules = {}, concurrency = 10, marginMs = 1_000 } = options;
  const { logger = silentLogger, redact, fieldNames, metrics, confirm, facts = createMemoryFactStore() } = options;
  const builtIn = [createReviewStep(reviewRules), createStatisticsStep(store)];
  const steps = orderSteps(
    confirm ? [createConfirmStep(confirm, { facts }), ...builtIn] : builtIn,
    options.steps ?? [],
  );
  const handling = { store, facts, confirm, steps, fieldNames, logger, redact, metrics, clock };

  return async function work(records, { remainingMs = () => Infinity } = {}) {
    const deadline = startDeadline({ remainingMs, marginMs });
    const failed = new Set<string>();
    try {
      await pMap(
        readDeliveries(records),
        async (deliveries) => {
          for (const delivery of deliveries) {
            const done = await handleDelivery(delivery, { ...handling, deadline });
            if (!done) failed.add(delivery.record.id);
          }
        },
        { concurrency },
      );
    } finally {
      deadline.stop();
    }
    return { failedIds: records.map(({ id }) => id).filter((id) => failed.has(id)) };
  };
}
