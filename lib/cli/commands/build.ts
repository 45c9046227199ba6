import { Option } from 'commander';
import { formatText } from '../../diagnostics/format-text.ts';
import { type BuiltCallback, buildCallback } from '../../params/build-callback.ts';
import type { Finding } from '../../params/finding.ts';
import { lintCallback } from '../../params/lint-callback.ts';
import type { RuleCode } from '../../params/rule-code.ts';
import { addBuildOptions, readBuildOptions } from '../callback-options.ts';
import type { CliCommand } from '../cli-command.ts';
import { createColour, type Colour } from '../format/colour.ts';

const FORMS = ['json', 'base64', 'headers', 'query', 'form'] as const;

/** `build`: callback parameters that OSS takes, in every way in which they travel. */
export const buildCommand: CliCommand = {
  configure(command) {
    addBuildOptions(command)
      .addOption(new Option('--only <form>', 'print nothing but one form of it').choices(FORMS))
      .option('--json', 'print JSON')
      .addHelpText('after', HELP);
  },
  run({ options, io }) {
    const built = buildCallback(readBuildOptions(options));
    const only = FORMS.find((form) => form === options['only']);
    const colour = createColour(io);
    if (options['json']) io.stdout.write(`${JSON.stringify(built, null, 2)}\n`);
    else io.stdout.write(only ? `${writers[only](built)}\n` : sections(built, colour));
    const findings = lintCallback(writers.headers(built));
    if (findings.length > 0) io.stderr.write(`${formatText(findings)}\n`);
    return Promise.resolve(findings.some(isFatal) ? 1 : 0);
  },
};

const HELP = `
Examples:
  oss-callback build --url https://example.com/callback
  oss-callback build --url https://example.com/callback --var x:user=42 --body-type json --only headers
  oss-callback build --url https://example.com/callback --body 'bucket=\${bucket}&object=\${object}&reqId=\${reqId}' --json

Exits with 1 if OSS refuses them or they cannot work, as with a host that it does not find or a variable that it does not
have; with 0 beside what is only advice; and with 2 if nothing could be built.`;

// OSS may take them, so that lint only warns of them; but who builds parameters wants some that work.
const NEVER_MEANT: ReadonlySet<RuleCode> = new Set(['callback-host-is-public', 'system-variables-exist']);

function isFatal({ severity, code }: Finding): boolean {
  return severity === 'error' || NEVER_MEANT.has(code);
}

const writers: Readonly<Record<(typeof FORMS)[number], (built: BuiltCallback) => string>> = {
  json: ({ json }) => json,
  base64: ({ base64 }) => base64,
  headers: ({ headers }) => pairs(headers, ': '),
  query: ({ queryString }) => queryString,
  form: ({ formFields }) => pairs(formFields, '='),
};

const pairs = (values: Readonly<Record<string, string>>, separator: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}${separator}${value}`)
    .join('\n');

function sections(built: BuiltCallback, colour: Colour): string {
  const titles = {
    json: 'Callback',
    headers: 'Headers, for PutObject and CompleteMultipartUpload (they are signed with the request)',
    query: 'Query, for a presigned URL (signed as sub-resources)',
    form: 'Fields of a form, before its file, for PostObject (pin the first in the policy)',
  };
  return Object.entries(titles)
    .map(([form, title]) => `${colour('bold', title)}\n${writers[form as keyof typeof titles](built)}\n`)
    .join('\n');
}
