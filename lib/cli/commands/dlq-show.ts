import { describeDeadLetters } from '../../worker/describe-dead-letters.ts';
import type { CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { formatDeadLetter } from '../format/format-dead-letters.ts';
import { addDeadLetterOptions, openDeadLetters } from '../open-dead-letters.ts';

// A queue finds nothing by its id: it is looked for among the first.
const SEARCHED = 1_000;

/** `dlq show`: one dead letter, its message as it stands in the queue, and why it failed. */
export const dlqShowCommand: CliCommand = {
  configure(command) {
    addDeadLetterOptions(command)
      .argument('<id>', 'as `dlq list` shows it, or the id of its upload')
      .addHelpText('after', '\nExample:\n  oss-callback dlq show ID --json');
  },
  async run({ args, options, io }) {
    const id = String(args[0]);
    const { deadLetters, facts } = await openDeadLetters(io, { local: options['local'] === true });
    const described = await describeDeadLetters(await deadLetters.list({ limit: SEARCHED }), facts);
    const found = described.find((letter) => letter.id === id || letter.upload?.id === id);
    if (found === undefined) {
      io.stderr.write(`No dead letter ${id} among the ${described.length} that the queue showed.\n`);
      return 1;
    }
    io.stdout.write(options['json'] ? `${JSON.stringify(found)}\n` : formatDeadLetter(found, createColour(io)));
    return 0;
  },
};
