import { encodeBase64 } from '../base64.ts';
import type { CallbackInput } from '../callback-input.ts';
import { aliOssCallback } from './ali-oss-callback.ts';
import { concatenatedCallback } from './concatenated-callback.ts';
import { readBase64 } from './read-base64.ts';
import { type SourceFact, sourceFacts } from './source-facts.ts';
import { isSourceObject, type SourceObject, sourceValueToJson, type SourceValue } from './source-value.ts';
import { tokenizeSource } from './tokenize-source.ts';

/** What follows in a longer file is not read, so that reading stays quick whatever stands in it. */
const MAX_CHARACTERS = 32 * 1024;

/**
 * Reads source code that makes callback parameters with one of the SDKs, or by hand, in any of the vendor's languages. Nothing
 * is run: what stands in literals is seen, and the SDK's own quirks are played (Java and C# concatenate without escaping,
 * ali-oss encodes the URL).
 */
export function readSource(text: string): CallbackInput | undefined {
  if (!/callback|x:/i.test(text)) return undefined;
  const tokens = tokenizeSource(text.slice(0, MAX_CHARACTERS));
  const facts = sourceFacts(tokens);
  const interpolated = tokens.flatMap((token) => (token.kind === 'string' ? token.interpolated : []));
  const aliOss = aliOssCallback(facts, tokens);
  const concatenated = concatenatedCallback(text, facts);
  const callback =
    concatenated?.callback ?? jsonText(facts) ?? documentedObject(facts) ?? aliOss?.callback ?? assigned(facts);
  const vars = concatenated?.vars ?? varsText(facts) ?? aliOss?.vars ?? varsObject(facts);
  const encoded = base64Parameters(facts);
  const header = callback === undefined ? encoded.header : encodeBase64(callback);
  const headerVar = vars === undefined ? encoded.headerVar : encodeBase64(vars);
  if (header === undefined && headerVar === undefined) return undefined;
  const unseen = unseenFields(facts);
  return {
    kind: 'source',
    text,
    isWhole: true,
    ...(unseen.length > 0 && { unseen }),
    parameters: { header, headerVar },
    ...(interpolated.length > 0 && { interpolated }),
  };
}

const texts = (facts: readonly SourceFact[]): string[] =>
  facts.map(({ value }) => value).filter((value) => typeof value === 'string');

const objects = (facts: readonly SourceFact[]): SourceObject[] =>
  facts.flatMap(({ value }) => (isSourceObject(value) ? [value] : []));

const namesAndValues = (facts: readonly SourceFact[]): (readonly [name: string, value: SourceValue])[] =>
  facts.map(({ name, value }) => [name ?? '', value]);

function jsonText(facts: readonly SourceFact[]): string | undefined {
  return texts(facts).find((text) => /^\s*\{[\s\S]*callback(?:Url|Body)\b/.test(text));
}

function varsText(facts: readonly SourceFact[]): string | undefined {
  return texts(facts).find((text) => /^\s*\{\s*\\?"x:/.test(text));
}

function documentedObject(facts: readonly SourceFact[]): string | undefined {
  const found = objects(facts).find(({ entries }) => entries.some(([name]) => /^callback(?:Url|Body)$/.test(name)));
  return found && sourceValueToJson(found);
}

function varsObject(facts: readonly SourceFact[]): string | undefined {
  const found = objects(facts).find(
    ({ entries }) => entries.length > 0 && entries.every(([name]) => name.startsWith('x:')),
  );
  if (found) return sourceValueToJson(found);
  const entries = namesAndValues(facts).filter(([name]) => name.startsWith('x:'));
  return entries.length > 0 ? sourceValueToJson({ entries }) : undefined;
}

/** Assignments one by one: `params['callbackUrl'] = …`, `map.put("callbackUrl", …)`. */
function assigned(facts: readonly SourceFact[]): string | undefined {
  const entries = namesAndValues(facts).filter(
    ([name, value]) => /^callback(?:Url|Body|Host|BodyType|SNI)$/.test(name) && value !== undefined,
  );
  return entries.length > 0 ? sourceValueToJson({ entries }) : undefined;
}

function base64Parameters(facts: readonly SourceFact[]): {
  header?: string | undefined;
  headerVar?: string | undefined;
} {
  const found = texts(facts).map((text) => readBase64(text)?.parameters);
  return {
    header: found.find((parameters) => parameters?.header !== undefined)?.header,
    headerVar: found.find((parameters) => parameters?.headerVar !== undefined)?.headerVar,
  };
}

const SDK_NAMES: ReadonlyMap<string, string> = new Map([
  ['url', 'callbackUrl'],
  ['body', 'callbackBody'],
]);

function unseenFields(facts: readonly SourceFact[]): string[] {
  const entries = objects(facts).flatMap((object) => object.entries);
  const named = [...namesAndValues(facts), ...entries];
  const fields = named.filter(([, value]) => value === undefined).map(([name]) => SDK_NAMES.get(name) ?? name);
  return [...new Set(fields)].filter((name) => /^callback(?:Url|Body)$/.test(name));
}
