import { Option } from 'commander';
import { formatText } from '../../diagnostics/format-text.ts';
import { type BuiltCallback, buildCallback } from '../../params/build-callback.ts';
import { lintCallback } from '../../params/lint-callback.ts';
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
    return Promise.resolve(findings.some(({ severity }) => severity === 'error') ? 1 : 0);
  },
};

const HELP = `
Examples:
  oss-callback build --url https://example.com/callback
  oss-callback build --url https://example.com/callback --var x:user=42 --body-type json --only headers
  oss-callback build --url https://example.com/callback --body 'bucket=\${bucket}&object=\${object}&reqId=\${reqId}' --json

Exits with 1 if OSS would take them but they cannot work.`;

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
