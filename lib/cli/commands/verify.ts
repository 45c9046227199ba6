import { diagnoseSignature, type SignatureDiagnosis } from '../../diagnostics/diagnose-signature.ts';
import { formatDiagnosis } from '../../diagnostics/format-diagnosis.ts';
import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import type { Capture } from '../capture/capture.ts';
import { readCaptures } from '../capture/read-captures.ts';
import { UsageError, type CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { diagnosisToJson } from '../format/diagnosis-to-json.ts';
import { collect, listOf, textOf } from '../option-values.ts';
import { readInput } from '../read-input.ts';
import { readPublicKeys } from '../read-keys.ts';

/** `verify`: whether a captured callback is genuine and, if not, which change would make it so. */
export const verifyCommand: CliCommand = {
  configure(command) {
    command
      .argument(
        '[file]',
        'raw HTTP, curl command, HAR, event of Lambda or Function Compute, vector; without it, what is piped in',
      )
      .option('--key <file>', "a key to trust beside OSS's, in PEM; may come more than once", collect)
      .option('--url <callbackUrl>', 'what callbackUrl was set to, to find a lost path or query', collect)
      .option('--prefix <path>', 'what a proxy may have cut off the path, to be tried', collect)
      .option('--public-path-prefix <path>', 'what the receiver is told by PUBLIC_PATH_PREFIX')
      .option('--json', 'print JSON: an object, or a list for a capture of several requests')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const captures = readCaptures(await readInput(io, textOf(args[0])));
    if (captures.length === 0) {
      throw new UsageError(
        'expected a request: raw HTTP, a curl command, a HAR, an event of Lambda or Function Compute, or JSON of a request',
      );
    }
    const settings = {
      keys: await readPublicKeys(listOf(options['key'])),
      callbackUrls: listOf(options['url']),
      pathPrefixes: listOf(options['prefix']),
      publicPathPrefix: textOf(options['publicPathPrefix']),
    };
    const results = captures.map((capture) => ({ capture, diagnosis: diagnoseSignature(capture.request, settings) }));
    const paint = createColour(io);
    io.stdout.write(options['json'] ? toJson(results) : `${results.map(toText).join('\n\n')}\n`);
    return results.every(({ diagnosis }) => diagnosis.genuine) ? 0 : 1;

    function toText({ capture, diagnosis }: Result): string {
      const text = formatDiagnosis(diagnosis, paint);
      return results.length === 1 ? text : `${paint('bold', describeCapture(capture))}\n${text}`;
    }
  },
};

const HELP = `
Examples:
  oss-callback verify request.txt
  oss-callback verify event.json --url 'https://example.com/callback?v=1' --json
  pbpaste | oss-callback verify

Exits with 0 if every request is genuine as it is, and with 1 if one is not.`;

interface Result {
  readonly capture: Capture;
  readonly diagnosis: SignatureDiagnosis;
}

function toJson(results: readonly Result[]): string {
  const values = results.map(({ capture: { format, request }, diagnosis }) => {
    return { format, method: request.method, path: request.path, ...diagnosisToJson(diagnosis) };
  });
  return `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`;
}

function describeCapture({ format, request }: Capture): string {
  return escapeUnseen(`${format}: ${request.method} ${request.path}`);
}
