import { decodeBase64 } from './base64.ts';
import { DEFAULT_BODY_TYPE } from './callback.ts';
import type { CallbackInput } from './callback-input.ts';
import { type CallbackUrl, parseCallbackUrls } from './callback-url.ts';
import type { Position } from './finding.ts';
import { type JsonDocument, offsetInValue, readJson } from './json-document.ts';
import { parseTemplate, type Template } from './parse-template.ts';
import { positionAt } from './position.ts';

/** What the rules look at: the input, decoded as far as it can be. */
export interface LintContext {
  readonly input: CallbackInput;
  /** The `callback` parameter as it would reach OSS. */
  readonly encoded?: string;
  /** Its JSON; absent where it is no base64. */
  readonly callback?: JsonDocument;
  /** The callback's fields; empty where the JSON cannot be read. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Empty where `callbackUrl` is no text. */
  readonly urls: readonly CallbackUrl[];
  /** The template; absent where `callbackBody` is no text. */
  readonly body?: string;
  readonly template: Template;
  /** `callbackBodyType` as written, or what OSS takes instead. */
  readonly bodyType: unknown;
  /** Whether the body is meant to be JSON, also where the type is not spelt as OSS wants it. */
  readonly isJsonBody: boolean;
  /** The `callback-var` parameter as it would reach OSS. */
  readonly encodedVars?: string;
  readonly vars?: JsonDocument;
  /** Names of the custom variables given, by whatever way; absent where they may be somewhere else. */
  readonly declared?: readonly string[];
  /** Names of the callback policies of the bucket; absent where they are not known. */
  readonly callbackPolicies?: readonly string[];
}

/** Decodes an input for the rules. Never throws. */
export function createLintContext(input: CallbackInput, callbackPolicies?: readonly string[]): LintContext {
  const { header, query, form, headerVar, queryVar } = input.parameters;
  const encoded = header || query || form;
  const encodedVars = headerVar || queryVar;
  const callback = documentOf(encoded);
  const vars = documentOf(encodedVars);
  const fields = callback?.value ?? {};
  const { callbackUrl, callbackBody, callbackBodyType = DEFAULT_BODY_TYPE } = fields;
  const declared = declaredNames(input, vars);
  return {
    input,
    fields,
    ...(encoded && { encoded }),
    ...(callback && { callback }),
    urls: typeof callbackUrl === 'string' ? parseCallbackUrls(callbackUrl) : [],
    ...(typeof callbackBody === 'string' && { body: callbackBody }),
    template: parseTemplate(typeof callbackBody === 'string' ? callbackBody : ''),
    bodyType: callbackBodyType,
    isJsonBody: typeof callbackBodyType === 'string' && /json/i.test(callbackBodyType),
    ...(encodedVars && { encodedVars }),
    ...(vars && { vars }),
    ...(declared && { declared }),
    ...(callbackPolicies && { callbackPolicies }),
  };
}

function documentOf(encoded: string | undefined): JsonDocument | undefined {
  const json = encoded ? decodeBase64(encoded) : undefined;
  return json === undefined ? undefined : readJson(json);
}

function declaredNames(input: CallbackInput, vars: JsonDocument | undefined): string[] | undefined {
  const names = [...Object.keys(vars?.value ?? {}), ...Object.keys(input.formVars ?? {})];
  return input.isWhole || names.length > 0 ? names : undefined;
}

/** Where in the callback JSON the character `index` of a field's value stands; the JSON's beginning without such a field. */
export function fieldPosition(context: LintContext, path: string, index?: number): Position | undefined {
  return context.callback && memberPosition(context, { document: context.callback, in: 'callback', path, index });
}

/** The same for a custom variable; `undefined` where it came as a form field of its own. */
export function varPosition(context: LintContext, path: string): Position | undefined {
  return context.vars && memberPosition(context, { document: context.vars, in: 'callback-var', path, isName: true });
}

interface MemberPlace {
  readonly document: JsonDocument;
  readonly in: 'callback' | 'callback-var';
  readonly path: string;
  readonly index?: number | undefined;
  readonly isName?: boolean;
}

function memberPosition(context: LintContext, { document, in: where, path, index, isName }: MemberPlace): Position {
  const member = document.members.findLast(({ name }) => name === path);
  if (!member) return textPosition(context, { document, in: where, offset: 0 });
  const value = index === undefined ? member.valueOffset : offsetInValue(member, index);
  return textPosition(context, { document, in: where, offset: isName ? member.nameOffset : value, path });
}

interface DocumentPlace {
  readonly document: JsonDocument;
  readonly in: 'callback' | 'callback-var';
  readonly offset: number;
  readonly path?: string;
}

/** A place in decoded JSON: in the input itself, where that holds the very text. */
export function textPosition({ input }: LintContext, { document, ...place }: DocumentPlace): Position {
  const at = input.text.indexOf(document.text);
  return at === -1
    ? positionAt({ ...place, text: document.text })
    : positionAt({ ...place, text: input.text, in: 'input', offset: at + place.offset });
}

/** Where a parameter's own text stands in the input, if it stands there verbatim. */
export function encodedPosition({ input }: LintContext, encoded: string): Position | undefined {
  const offset = input.text.indexOf(encoded);
  return offset === -1 ? undefined : positionAt({ text: input.text, in: 'input', offset });
}

/** Whether a field must be there: not where a bucket's policy stands for it, or source code sets it to what only running it tells. */
export function isExpected({ callback, fields, input }: LintContext, path: string): boolean {
  const isUnseen = input.unseen?.includes(path) ?? false;
  return callback?.value !== undefined && fields['callbackPolicy'] === undefined && !isUnseen;
}
