import { pause } from '../clock.ts';
import { NotDurableError } from '../errors.ts';

/** What one attempt to enqueue came to; `isPassing` where another attempt may fare better. */
export type SendOutcome = 'durable' | { readonly error: NotDurableError; readonly isPassing: boolean };

/** Makes one attempt; a rejection is a passing failure, and must come once `signal` aborts: nobody waits any more. */
export type SendAttempt = (signal: AbortSignal) => Promise<SendOutcome>;

/** Milliseconds that a call may take, for clients that want a limit of their own: longer than anybody waits. */
export const CALL_TIMEOUT_MS = 5_000;

// An answer takes some 10 ms. A connection that is silent for so long may be dead, or the queue slow: so another attempt
// is made beside it, and whichever is answered first counts. The worker drops what was enqueued twice.
const SILENCE_MS = 1_200;
const ATTEMPTS = 4;
const FIRST_RETRY_MS = 50;

/** Options of {@link sendWithRetries}. */
export interface SendOptions {
  /** What is being called, for the error: `SQS`. */
  readonly service: string;
  /** Aborts when the time for the whole is used up. */
  readonly signal: AbortSignal;
}

/**
 * Tries to make a message durable, four times at most, for as long as there is time.
 * @throws {NotDurableError} of the attempt that failed last.
 */
export async function sendWithRetries(attempt: SendAttempt, { service, signal }: SendOptions): Promise<void> {
  const ended = new AbortController();
  const end = (): void => {
    ended.abort(signal.reason);
  };
  signal.addEventListener('abort', end, { once: true });
  const underWay = new Map<number, Promise<[number, SendOutcome]>>();
  let failure: NotDurableError | undefined;
  try {
    for (let made = 0, waitMs = 0; made < ATTEMPTS || underWay.size > 0;) {
      const settled = made === 0 ? undefined : await firstOf(underWay, made < ATTEMPTS ? waitMs : undefined, signal);
      if (settled === undefined) {
        // The pause ends with the time: who was refused must not be enqueued behind it.
        if (signal.aborted) break;
        const number = made;
        underWay.set(
          number,
          tryOnce(attempt, service, ended.signal).then((outcome) => [number, outcome]),
        );
        made += 1;
        waitMs = SILENCE_MS;
        continue;
      }
      const [number, outcome] = settled;
      underWay.delete(number);
      if (outcome === 'durable') return;
      // What ends with the time says less than a refusal before it.
      if (!signal.aborted || failure === undefined) failure = outcome.error;
      if (!outcome.isPassing) break;
      // The failure of an older attempt says nothing of the one that was made beside it.
      if (number === made - 1) waitMs = FIRST_RETRY_MS * 2 ** number;
    }
    throw failure ?? new NotDurableError('no time was left for the queue');
  } finally {
    signal.removeEventListener('abort', end);
    ended.abort();
  }
}

/** The first outcome of attempts under way; `undefined` where none comes within so many milliseconds. */
async function firstOf<T>(
  underWay: ReadonlyMap<number, Promise<T>>,
  ms: number | undefined,
  signal: AbortSignal,
): Promise<T | undefined> {
  const over = new AbortController();
  const stop = (): void => {
    over.abort();
  };
  // What is under way ends with the time itself, and says why.
  if (underWay.size === 0) {
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  }
  const wait = ms === undefined ? [] : [pause(ms, over.signal).then(() => undefined)];
  try {
    return await Promise.race([...underWay.values(), ...wait]);
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort();
  }
}

async function tryOnce(attempt: SendAttempt, service: string, signal: AbortSignal): Promise<SendOutcome> {
  try {
    return await attempt(signal);
  } catch (cause) {
    return { error: new NotDurableError(`${service} did not answer`, { cause }), isPassing: true };
  }
}
