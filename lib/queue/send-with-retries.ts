import { pause } from '../clock.ts';
import { NotDurableError } from '../errors.ts';

/** What one attempt to enqueue came to; `isPassing` where another attempt may fare better. */
export type SendOutcome = 'durable' | { readonly error: NotDurableError; readonly isPassing: boolean };

/** Makes one attempt; a rejection is a passing failure. Its `signal` aborts when the attempt's time or the whole is used up. */
export type SendAttempt = (signal: AbortSignal) => Promise<SendOutcome>;

/** Milliseconds that one attempt has: an answer takes some 10, a connection that stays silent is given up while there is time for another. */
export const ATTEMPT_TIMEOUT_MS = 1_200;

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
 * @throws {NotDurableError} of the last attempt.
 */
export async function sendWithRetries(attempt: SendAttempt, { service, signal }: SendOptions): Promise<void> {
  let failure = new NotDurableError('no time was left for the queue');
  for (let made = 0; made < ATTEMPTS; made += 1) {
    if (made > 0) await pause(FIRST_RETRY_MS * 2 ** (made - 1), signal);
    // The pause ends with the time: who was refused must not be enqueued behind it.
    if (signal.aborted) break;
    const outcome = await tryOnce(attempt, service, signal);
    if (outcome === 'durable') return;
    failure = outcome.error;
    if (!outcome.isPassing) break;
  }
  throw failure;
}

async function tryOnce(attempt: SendAttempt, service: string, signal: AbortSignal): Promise<SendOutcome> {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  const timer = setTimeout(abort, ATTEMPT_TIMEOUT_MS);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await attempt(controller.signal);
  } catch (cause) {
    return { error: new NotDurableError(`${service} did not answer`, { cause }), isPassing: true };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
