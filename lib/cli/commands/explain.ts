import { explain } from '../../diagnostics/explain.ts';
import { formatText } from '../../diagnostics/format-text.ts';
import { readInput } from '../../params/read-input.ts';
import type { CliCommand } from '../cli-command.ts';
import { isColourful } from '../cli-io.ts';
import { listOf } from '../option-values.ts';
import { readText } from '../read-text.ts';

/** `explain`: why an upload or its callback failed, and what to do. */
export const explainCommand: CliCommand = {
  configure(command) {
    command
      .argument(
        '[text...]',
        "a file or the text itself: OSS's XML, a message, an EC number, a status, a code of this project",
      )
      .option('--json', 'print JSON')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const text = await readText(io, listOf(args[0]), { isKnown: (word) => explain(word).known });
    const explanation = explain(text);
    const shown = options['json']
      ? JSON.stringify(explanation, null, 2)
      : formatText(explanation, { color: isColourful(io) });
    io.stdout.write(`${shown}\n`);
    if (explanation.known) return 0;
    if (readInput(text).kind !== 'unknown')
      io.stderr.write('These look like callback parameters: try oss-callback lint.\n');
    return 1;
  },
};

const HELP = `
Examples:
  oss-callback explain 'Error status : 502.'
  oss-callback explain error.xml
  oss-callback explain 0007-00000003 --json

Exits with 1 if the error is not known.`;
