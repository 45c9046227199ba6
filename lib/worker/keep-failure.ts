import { pause } from '../clock.ts';
import type { FactStore } from '../store/fact-store.ts';
import { failureFact, formatFailure } from '../store/failure-reason.ts';
import type { MessageReport } from './message-report.ts';

// Longer than a message can wait: 4 days in the queue, 14 among the dead letters.
const KEPT_SECONDS = 30 * 86_400;
// Told in the log as well: nobody waits for a store that may be the very thing that failed.
const PATIENCE_MS = 500;

/** Keeps why an attempt failed, for whoever looks at the dead letters. Never rejects, and soon gives up. */
export async function keepFailure(
  body: string,
  { at, attempt, step, error }: MessageReport,
  facts: FactStore,
): Promise<void> {
  if (error === undefined) return;
  const { name, code, message } = error;
  const reason = formatFailure({ at: new Date(at).toISOString(), attempt, step, error: { name, code, message } });
  const kept = facts.keep(failureFact(body), reason, { expiresAt: Math.floor(at / 1_000) + KEPT_SECONDS });
  const enough = new AbortController();
  await Promise.race([kept.catch(() => undefined), pause(PATIENCE_MS, enough.signal)]);
  enough.abort();
}
