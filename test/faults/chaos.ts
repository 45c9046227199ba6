import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../helpers/until.ts';
import { countTwice, countUploads } from './matrix.ts';
import { startStack, uploadIdOf } from './stack.ts';

/** What is left after the killing. */
export interface ChaosResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly kills: number;
  /** Acknowledged, and not processed in the table. */
  readonly lost: number;
  /** Not acknowledged, and found by the reconciliation afterwards. */
  readonly reconciled: number;
  /** Stored in OSS, and counted by nobody even after the reconciliation. */
  readonly missing: number;
  /** In the statistics more often than in the table. */
  readonly twice: number;
}

const AT_ONCE = 8;
/** Between two kills, at most. */
const UPLOADS_A_KILL = 100;
/** OSS has other callers as well; so that not every upload falls into the second that a start takes. */
const PAUSE_MS = 50;

/**
 * Sends uploads, each once, while the receiver and the worker with its poller are killed (`SIGKILL`) at random; then looks for
 * those whose callback was lost, as the schedule does.
 */
export async function playChaos(uploads: number): Promise<ChaosResult> {
  const stack = await startStack();
  try {
    await Promise.all([stack.startReceiver(), stack.startWorker()]);
    const acknowledged: number[] = [];
    let next = 0;
    let kills = 0;
    const caller = async (): Promise<void> => {
      while (next < uploads) {
        const index = next++;
        if ((await stack.send(index)) === 200) acknowledged.push(index);
        else await delay(PAUSE_MS);
      }
    };
    const killer = async (): Promise<void> => {
      while (next < uploads) {
        const due = next + 1 + Math.floor(Math.random() * UPLOADS_A_KILL);
        await until('the next kill', () => next >= Math.min(due, uploads), 120_000);
        const isReceiver = Math.random() < 0.5;
        await (isReceiver ? stack.killReceiver() : stack.killWorker());
        kills += 1;
        await (isReceiver ? stack.startReceiver() : stack.startWorker());
      }
    };
    await Promise.all([killer(), ...Array.from({ length: AT_ONCE }, caller)]);
    const lost = new Set(acknowledged);
    await until(
      'the acknowledged uploads',
      async () => {
        for (const index of [...lost].slice(0, 50)) {
          if ((await stack.reader.get(uploadIdOf(index)))?.status === 'processed') lost.delete(index);
          else break;
        }
        return lost.size === 0;
      },
      120_000,
    ).catch(() => undefined);
    const reconciled = await stack.reconcile();
    const isCounted = async (): Promise<boolean> => (await countUploads(stack)) >= uploads;
    await until('the uploads that were reconciled', isCounted, 120_000).catch(() => undefined);
    return {
      sent: uploads,
      acknowledged: acknowledged.length,
      kills,
      lost: lost.size,
      reconciled,
      missing: Math.max(0, uploads - (await countUploads(stack))),
      twice: await countTwice(stack),
    };
  } finally {
    await stack.stop();
  }
}
