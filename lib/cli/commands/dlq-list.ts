import { describeDeadLetters } from '../../worker/describe-dead-letters.ts';
import type { CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { formatDeadLetters } from '../format/format-dead-letters.ts';
import { addDeadLetterOptions, openDeadLetters } from '../open-dead-letters.ts';
import { wholeNumberFrom } from '../parse-options.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

/** `dlq list`: the messages that could not be processed, each with the reason of the last failure. */
export const dlqListCommand: CliCommand = {
  configure(command) {
    addDeadLetterOptions(command)
      .option('--limit <count>', `at most so many, up to ${MAX_LIMIT}`, wholeNumberFrom(1, MAX_LIMIT), DEFAULT_LIMIT)
      .addHelpText('after', '\nExample:\n  oss-callback dlq list --local');
  },
  async run({ options, io }) {
    const { deadLetters, facts } = await openDeadLetters(io, { local: options['local'] === true });
    const limit = Number(options['limit']);
    const [letters, count] = await Promise.all([deadLetters.list({ limit }), deadLetters.count()]);
    const described = await describeDeadLetters(letters, facts);
    // The queue's own figure may lag behind.
    const total = Math.max(count, letters.length);
    if (options['json']) io.stdout.write(`${JSON.stringify({ total, deadLetters: described })}\n`);
    else io.stdout.write(formatDeadLetters(described, createColour(io)));
    if (!options['json'] && total > letters.length) io.stderr.write(`About ${total} in all.\n`);
    return 0;
  },
};
