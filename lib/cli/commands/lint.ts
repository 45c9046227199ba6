import { describeFinding } from '../../diagnostics/describe-finding.ts';
import { formatText } from '../../diagnostics/format-text.ts';
import type { Finding } from '../../params/finding.ts';
import { fixCallback, type FixedCallback } from '../../params/fix-callback.ts';
import { lintCallback } from '../../params/lint-callback.ts';
import { readInput } from '../../params/read-input.ts';
import type { CliCommand, ExitCode } from '../cli-command.ts';
import { isColourful } from '../cli-io.ts';
import { listOf } from '../option-values.ts';
import { readText } from '../read-text.ts';

/** `lint`: what is wrong with callback parameters, and with --fix how they should be. */
export const lintCommand: CliCommand = {
  configure(command) {
    command
      .argument(
        '[text...]',
        'a file or the text itself: JSON, base64, header, presigned URL, form, curl command, source code',
      )
      .option('--fix', 'print the callback as it should be, and what could not be mended beside it')
      .option('--strict', 'exit with 1 for suggestions, too')
      .option('--json', 'print JSON')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const text = await readText(io, listOf(args[0]), { isText: (word) => readInput(word).kind !== 'unknown' });
    const color = isColourful(io);
    const fixed = options['fix'] ? fixCallback(text) : undefined;
    const findings = fixed?.findings ?? lintCallback(text);
    if (options['json']) io.stdout.write(toJson(text, findings, fixed));
    else if (fixed) {
      io.stdout.write(fixedText(fixed));
      io.stderr.write(`${formatText(findings)}\n`);
    } else io.stdout.write(`${formatText(findings, { color })}\n`);
    return exitCodeOf(findings, options['strict'] === true);
  },
};

const HELP = `
Examples:
  oss-callback lint callback.json
  oss-callback lint 'https://bucket.oss-cn-hangzhou.aliyuncs.com/key?callback=eyJj...' --json
  pbpaste | oss-callback lint --fix

Exits with 1 if there are errors or warnings.`;

function exitCodeOf(findings: readonly Finding[], isStrict: boolean): ExitCode {
  return findings.some(({ severity }) => isStrict || severity !== 'suggestion') ? 1 : 0;
}

function fixedText({ callback, vars }: FixedCallback): string {
  return [callback, vars].flatMap((each) => (each ? [`${JSON.stringify(each)}\n`] : [])).join('');
}

function toJson(text: string, findings: readonly Finding[], fixed: FixedCallback | undefined): string {
  const { kind } = readInput(text);
  const described = findings.map(describeFinding);
  const value = { kind, ...fixed, findings: described, ...(fixed && { fixed: fixed.fixed.map(describeFinding) }) };
  return `${JSON.stringify(value, null, 2)}\n`;
}
