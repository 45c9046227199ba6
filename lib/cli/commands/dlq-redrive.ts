import type { CliCommand } from '../cli-command.ts';
import { addDeadLetterOptions, openDeadLetters } from '../open-dead-letters.ts';
import { wholeNumberFrom } from '../parse-options.ts';

const DEFAULT_WAIT_SECONDS = 60;
const MAX_WAIT_SECONDS = 3_600;

/** `dlq redrive`: hands all dead letters to the worker again. */
export const dlqRedriveCommand: CliCommand = {
  configure(command) {
    addDeadLetterOptions(command)
      .option(
        '--wait <seconds>',
        'spend so long on it; after that SQS goes on by itself, and Function Compute is to be told again',
        wholeNumberFrom(0, MAX_WAIT_SECONDS),
        DEFAULT_WAIT_SECONDS,
      )
      .addHelpText(
        'after',
        '\nMend the cause first. What was processed before is not processed again.\n\nExample:\n  oss-callback dlq redrive',
      );
  },
  async run({ options, io }) {
    const { deadLetters } = await openDeadLetters(io, { local: options['local'] === true });
    const signal = AbortSignal.timeout(Number(options['wait']) * 1_000);
    const redrive = await deadLetters.redrive({ signal });
    const { moved, ended, left } = redrive;
    if (options['json']) io.stdout.write(`${JSON.stringify(redrive)}\n`);
    else if (left) io.stdout.write(`${moved} handed to the worker again; ${left} are left: run it again.\n`);
    else if (ended) io.stdout.write(`${moved} handed to the worker again.\n`);
    else io.stdout.write(`${moved} handed to the worker again so far; the queue goes on by itself.\n`);
    return 0;
  },
};
