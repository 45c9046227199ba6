import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again, `everyMs` after the last answer, until the answer is neither `undefined`, `null` nor false; fails after
 * `timeoutMs`, saying what was waited for.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 20_000,
  everyMs = 10,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`still waiting for ${what} after ${timeoutMs} ms`);
    await delay(everyMs);
  }
}
