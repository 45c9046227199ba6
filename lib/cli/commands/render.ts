import { refuse } from '../../params/refusal.ts';
import { CallbackInvalidError } from '../../errors.ts';
import { buildCallback } from '../../params/build-callback.ts';
import { type CallbackBodyType, DEFAULT_BODY_TYPE } from '../../params/callback.ts';
import { isJson } from '../../params/is-json.ts';
import { createLintContext, type LintContext } from '../../params/lint-context.ts';
import { parseBody } from '../../params/parse-body.ts';
import { parseTemplate } from '../../params/parse-template.ts';
import { readInput } from '../../params/read-input.ts';
import { renderBody, type VariableValues } from '../../params/render-body.ts';
import { sampleValues } from '../../params/sample-values.ts';
import { type SystemVariable, SYSTEM_VARIABLES } from '../../params/system-variables.ts';
import {
  addCallbackOptions,
  addUploadOptions,
  readCallbackOptions,
  readUploadValues,
  readVars,
} from '../callback-options.ts';
import { UsageError, type CliCommand, type CliInvocation } from '../cli-command.ts';
import { formatTable } from '../format/format-table.ts';
import { listOf, textOf } from '../option-values.ts';
import { readText } from '../read-text.ts';

/** `render`: the body that OSS would send. */
export const renderCommand: CliCommand = {
  configure(command) {
    addCallbackOptions(addUploadOptions(command))
      .argument('[text...]', 'a file or text with a callback, instead of --body')
      .option('--list', 'list the variables of OSS')
      .option('--json', 'print JSON: the body and what a receiver reads in it')
      .addHelpText('after', HELP);
  },
  async run(invocation) {
    const { options, io } = invocation;
    if (options['list']) {
      io.stdout.write(options['json'] ? `${JSON.stringify(SYSTEM_VARIABLES, null, 2)}\n` : variableTable());
      return 0;
    }
    const { body, bodyType, values } = await readTemplate(invocation);
    const rendered = renderBody(body, values, bodyType);
    const parsed = parseBody(Buffer.from(rendered));
    const isJsonMissing = bodyType === 'application/json' && !isJson(rendered);
    const problem = parsed.problem ?? (isJsonMissing ? 'the body type is JSON, and the body is not' : undefined);
    const value = { body: rendered, bodyType, ...parsed, ...(problem !== undefined && { problem }) };
    io.stdout.write(options['json'] ? `${JSON.stringify(value, null, 2)}\n` : `${rendered}\n`);
    if (problem !== undefined) io.stderr.write(`A receiver cannot read this: ${problem}.\n`);
    return problem === undefined ? 0 : 1;
  },
};

const HELP = `
Examples:
  oss-callback render --body '{"name":\${object},"by":\${x:user}}' --object 'a "b".jpg' --var x:user=42
  oss-callback render callback.json --set imageInfo.height=480 --json
  oss-callback render --list

What is not given is made up. Exits with 1 if what comes out is not what its type says.`;

interface ReadTemplate {
  readonly body: string;
  readonly bodyType: CallbackBodyType;
  readonly values: VariableValues;
}

async function readTemplate({ args, options, io }: CliInvocation): Promise<ReadTemplate> {
  const words = listOf(args[0]);
  const isGiven = textOf(options['body']) !== undefined || (words.length === 0 && io.stdin === undefined);
  const { callback, vars } = isGiven
    ? fromOptions(options)
    : fromText(createLintContext(readInput(await readText(io, words))));
  const { callbackBody: body, callbackBodyType: bodyType = DEFAULT_BODY_TYPE } = callback;
  const template = parseTemplate(body);
  if (template.strayDollars.length > 0) throw new CallbackInvalidError(refuse('template-invalid', body));
  const given = { ...vars, ...readVars(options) };
  // Of custom variables only those that are given: OSS makes up none.
  const samples = sampleValues({ ...template, parts: [] });
  return { body, bodyType, values: { ...samples, ...given, ...readUploadValues(options) } };
}

const fromOptions = (options: Readonly<Record<string, unknown>>) =>
  buildCallback(readCallbackOptions(['http://example.com'], options));

function fromText({ fields, body, vars, input }: LintContext): {
  callback: { callbackBody: string; callbackBodyType?: CallbackBodyType };
  vars: Record<string, string>;
} {
  if (body === undefined)
    throw new UsageError('expected a callback with a callbackBody; oss-callback lint says what is wrong');
  const custom = Object.entries({ ...vars?.value, ...input.formVars }).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  const isJsonType = fields['callbackBodyType'] === 'application/json';
  return {
    callback: { callbackBody: body, ...(isJsonType && { callbackBodyType: 'application/json' }) },
    vars: Object.fromEntries(custom),
  };
}

function variableTable(): string {
  const rows = SYSTEM_VARIABLES.map(({ name, json, meaning, blankWhen }: SystemVariable) => [
    `\${${name}}`,
    json === 'bare' ? 'number' : 'text',
    meaning,
    blankWhen === undefined ? '' : `blank where ${blankWhen}`,
  ]);
  return formatTable([{ title: 'variable' }, { title: 'in JSON' }, { title: 'what it is' }, { title: '' }], rows);
}
