import { Option, type Command } from 'commander';
import type { BuildCallbackOptions } from '../params/build-options.ts';
import { systemVariable } from '../params/system-variables.ts';
import type { VariableValues } from '../params/render-body.ts';
import { isTemplateVarName } from '../params/validate-vars.ts';
import { UsageError } from './cli-command.ts';
import { collect, listOf, textOf } from './option-values.ts';

const BODY_TYPES = { form: 'application/x-www-form-urlencoded', json: 'application/json' } as const;

/** Adds the options of every command that takes a callback apart from its URL. */
export function addCallbackOptions(command: Command): Command {
  return command
    .option('--body <template>', 'the callbackBody; by default every variable of OSS')
    .addOption(
      new Option('--body-type <type>', 'of the body; by default what the template looks like').choices([
        'form',
        'json',
      ]),
    )
    .option('--host <name>', 'the callbackHost')
    .option('--var <x:name=value>', 'a custom variable; may come more than once', collect);
}

/** Adds the options of every command that makes a callback: {@link addCallbackOptions}, and where it goes. */
export function addBuildOptions(command: Command): Command {
  return addCallbackOptions(command)
    .option('--url <url>', 'where OSS calls (required); up to five, tried in order', collect)
    .option('--no-sni', 'do not have OSS name the host in TLS; by default it does with https');
}

/** Reads what {@link addBuildOptions} added. */
export function readBuildOptions(options: Readonly<Record<string, unknown>>): BuildCallbackOptions {
  const urls = listOf(options['url']);
  if (urls.length === 0) throw new UsageError('expected --url, where OSS is to call');
  return readCallbackOptions(urls, options);
}

/** Reads what {@link addCallbackOptions} added, and `--sni` or `--no-sni` where the command has it. */
export function readCallbackOptions(
  urls: readonly string[],
  options: Readonly<Record<string, unknown>>,
): BuildCallbackOptions {
  const body = textOf(options['body']);
  const host = textOf(options['host']);
  const bodyType = options['bodyType'] === 'form' || options['bodyType'] === 'json' ? options['bodyType'] : undefined;
  return {
    urls: urls.flatMap((url) => url.split(';')),
    ...(body !== undefined && { body }),
    ...(bodyType !== undefined && { bodyType: BODY_TYPES[bodyType] }),
    ...(host !== undefined && { host }),
    ...(options['sni'] === false && { sni: false }),
    vars: readVars(options),
  };
}

function assertNames(vars: Record<string, string>): Record<string, string> {
  const wrong = Object.entries(vars).find(([name]) => !isTemplateVarName(name));
  if (!wrong) return vars;
  const [name, value] = wrong;
  const meant = `x:${name.replace(/^x:/i, '').toLowerCase()}`;
  throw new UsageError(
    `--var "${name}=${value}": the name of a custom variable begins with x:, is in lower case and holds none of $ { }; ` +
      `write --var ${quoteForShell(isTemplateVarName(meant) ? `${meant}=${value}` : 'x:name=value')}`,
  );
}

const quoteForShell = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Reads `--var`. */
export function readVars(options: Readonly<Record<string, unknown>>): Record<string, string> {
  return assertNames(Object.fromEntries(listOf(options['var']).map((pair) => splitPair(pair, '--var x:name=value'))));
}

/** Adds the options that say what OSS fills in for an upload that never was. */
export function addUploadOptions(command: Command): Command {
  return command
    .option('--bucket <name>', 'of the upload')
    .option('--object <key>', 'of the upload')
    .option('--size <bytes>', 'of the upload')
    .option('--type <mime>', 'of the upload')
    .option('--set <name=value>', 'any other variable of OSS, such as imageInfo.height=1', collect);
}

/** Reads what {@link addUploadOptions} added. */
export function readUploadValues(options: Readonly<Record<string, unknown>>): VariableValues {
  const { bucket, object, size, type: mimeType } = options;
  const pairs = [
    ...Object.entries({ bucket, object, size, mimeType }).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
    ...listOf(options['set']).map((pair) => splitPair(pair, '--set name=value')),
  ];
  const unknown = pairs.find(([name]) => systemVariable(name) === undefined);
  if (unknown) throw new UsageError(`expected a variable of OSS, got "${unknown[0]}"; render --list names them`);
  return Object.fromEntries(pairs);
}

function splitPair(pair: string, expected: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at <= 0) throw new UsageError(`expected ${expected}, got "${pair}"`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
