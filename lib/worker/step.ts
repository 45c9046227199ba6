import type { Logger } from '../logger.ts';
import type { RawBody, Upload } from '../upload.ts';

/** What a step knows beside the upload. */
export interface StepContext {
  /** The upload's idempotency key: the same each time, so fit to make a step's own effects idempotent. */
  readonly id: string;
  /** UTC, ISO 8601: when the callback first arrived. */
  readonly receivedAt: string;
  /** What the callback body carried beside OSS's variables, custom variables among it. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The body as received. */
  readonly raw: RawBody;
  /** What the steps before gave back, by name; `review` has `{ accepted, reasons }`. */
  readonly results: Readonly<Record<string, unknown>>;
  /** Aborts shortly before the function's time is up: what heeds it can be repeated in time. */
  readonly signal: AbortSignal;
  /** Milliseconds until then; never negative. */
  readonly remainingMs: () => number;
  /** Adds the upload's ids to each line. */
  readonly logger: Logger;
}

/**
 * One thing that is done with each upload. To return is to be done: it is not run again for this upload, and what it
 * returned, any JSON value of at most 64 KiB, is kept. To throw is to be run again, after the queue's visibility timeout.
 * It may run more than once: a crash may come between its effect and its being remembered.
 */
export interface Step {
  /** Under which its result is kept: not empty, unique, and the same in later versions. */
  readonly name: string;
  readonly run: (upload: Upload, context: StepContext) => unknown;
}

/**
 * Puts the steps in order.
 * @throws {TypeError} where a name is empty or taken.
 */
export function orderSteps(builtIn: readonly Step[], own: readonly Step[]): readonly Step[] {
  const steps = [...builtIn, ...own];
  // `record` is what the worker itself does before any step; `confirm` means the same whether it is switched on or not.
  const names = new Set(['record']);
  if (!builtIn.some(({ name }) => name === 'confirm')) names.add('confirm');
  for (const { name } of steps) {
    if (typeof name !== 'string' || name === '')
      throw new TypeError('"name" of a step must be a text that is not empty');
    if (names.has(name)) throw new TypeError(`"name" of a step must be unique, got ${JSON.stringify(name)} again`);
    names.add(name);
  }
  return steps;
}
