import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import { decodeBase64 } from '../../params/base64.ts';
import type { CallbackInput } from '../../params/callback-input.ts';
import { createLintContext } from '../../params/lint-context.ts';
import { readInput } from '../../params/read-input.ts';
import type { CliCommand } from '../cli-command.ts';
import { createColour, type Colour } from '../format/colour.ts';
import { listOf } from '../option-values.ts';
import { readText } from '../read-text.ts';

/** `decode`: the callback that stands in a header, a URL, a form, a command or source code. */
export const decodeCommand: CliCommand = {
  configure(command) {
    command
      .argument(
        '[text...]',
        'a file or the text itself: base64, header, presigned URL, form, curl command, source code',
      )
      .option('--json', 'print JSON')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const decoded = decode(readInput(await readText(io, listOf(args[0]))));
    const isFound = [decoded.callback, decoded.vars].some((each) => each !== undefined);
    const isRead = [decoded.callback, decoded.vars].every((each) => typeof each !== 'string');
    if (options['json']) io.stdout.write(`${JSON.stringify(decoded, null, 2)}\n`);
    else if (isFound) io.stdout.write(toText(decoded, createColour(io)));
    if (!isFound) io.stderr.write('No callback was found in this. oss-callback lint says more.\n');
    else if (!isRead) io.stderr.write('It is not as OSS wants it. oss-callback lint says why.\n');
    return isFound && isRead ? 0 : 1;
  },
};

const HELP = `
Examples:
  oss-callback decode eyJjYWxsYmFja1VybCI6Imh0dHA6Ly9hLmNvbSJ9
  oss-callback decode request.txt --json

Exits with 1 if nothing is found, or it cannot be read.`;

interface Decoded {
  readonly kind: CallbackInput['kind'];
  /** The object; as it stands there where it is none. */
  readonly callback?: unknown;
  readonly vars?: unknown;
  readonly policy?: unknown;
}

function decode(input: CallbackInput): Decoded {
  const { encoded, callback, encodedVars, vars } = createLintContext(input);
  const { kind, policy, formVars = {} } = input;
  const foundVars = encodedVars === undefined ? undefined : (vars?.value ?? vars?.text ?? encodedVars);
  const hasFormVars = Object.keys(formVars).length > 0;
  return {
    kind,
    ...(encoded !== undefined && { callback: callback?.value ?? callback?.text ?? encoded }),
    ...((foundVars !== undefined || hasFormVars) && { vars: foundVars ?? formVars }),
    ...(policy !== undefined && { policy: parsed(decodeBase64(policy) ?? policy) }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toText({ callback, vars, policy }: Decoded, colour: Colour): string {
  return Object.entries({ Callback: callback, 'Custom variables': vars, Policy: policy })
    .filter(([, value]) => value !== undefined)
    .map(([title, value]) => `${colour('bold', title)}\n${shown(value)}\n`)
    .join('\n');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return text.split('\n').map(escapeUnseen).join('\n');
}
