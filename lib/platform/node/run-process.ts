import { pause } from '../../clock.ts';
import { isOssCallbackError } from '../../errors.ts';

/** Something that runs until it is told to stop. */
export interface Running {
  stop(): Promise<void>;
}

// Less than the 10 s that container runtimes give between asking and killing.
const STOP_TIMEOUT_MS = 9_000;

/**
 * Starts what `start` makes and stops it on SIGTERM or SIGINT: exit code 0 where it ended in time, else 1. A setting
 * that is wrong ends the process at once with 1 and one line that names it.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    if (!isOssCallbackError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const outcome = await Promise.race([running.stop().then(() => 0), pause(STOP_TIMEOUT_MS).then(() => 1)]);
    process.exit(outcome);
  };
  // A terminal and npm both send Ctrl-C on: a second signal says nothing new.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping ??= stop();
    });
  }
}
