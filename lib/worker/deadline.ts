import { setMaxListeners } from 'node:events';

/** When a batch must be given up, so that what was done is reported before the function is stopped. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds until `signal` aborts; never negative. */
  readonly remainingMs: () => number;
  /** Must be called at the end: the timer would keep the process alive. */
  readonly stop: () => void;
}

/** Options of {@link startDeadline}. */
export interface DeadlineOptions {
  /** Milliseconds until the function is stopped; `Infinity` where it never is. */
  readonly remainingMs: () => number;
  /** How much earlier to give up, in milliseconds. */
  readonly marginMs: number;
}

// A timer holds no more than 31 bits.
const MAX_TIMER_MS = 2_147_483_647;

/** Starts a signal that aborts `marginMs` before the time is up. */
export function startDeadline({ remainingMs, marginMs }: DeadlineOptions): Deadline {
  const controller = new AbortController();
  // Every delivery of a batch heeds it, and so does each call that one makes: no leak, whatever Node warns of.
  setMaxListeners(0, controller.signal);
  const left = (): number => Math.max(0, remainingMs() - marginMs);
  const giveUp = (): void => {
    controller.abort(new DOMException('the function has no time left', 'TimeoutError'));
  };
  if (left() === 0) giveUp();
  const timer = setTimeout(giveUp, Math.min(left(), MAX_TIMER_MS));
  return {
    signal: controller.signal,
    remainingMs: left,
    stop: () => {
      clearTimeout(timer);
    },
  };
}
