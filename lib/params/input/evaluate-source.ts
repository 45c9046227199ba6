import { encodeBase64 } from '../base64.ts';
import { sourceValueToJson, type SourceValue } from './source-value.ts';
import type { SourceToken } from './tokenize-source.ts';

/** A place in source code. */
export interface SourceCursor {
  readonly tokens: readonly SourceToken[];
  /** Index of a token. */
  readonly at: number;
  /** How deep the expression is nested, from 0; beyond 50 nothing is read. */
  readonly depth: number;
}

/** A value and the index of the token after its expression. */
export interface Evaluated {
  readonly value: SourceValue;
  readonly next: number;
}

const MAX_DEPTH = 50;
const CONSTANTS: ReadonlyMap<string, SourceValue> = new Map([
  ...['true', 'True', 'TRUE', 'YES'].map((name) => [name, true] as const),
  ...['false', 'False', 'FALSE', 'NO'].map((name) => [name, false] as const),
  ...['null', 'None', 'nil', 'NULL'].map((name) => [name, null] as const),
]);
const TO_JSON = /^(?:stringify|dumps|json_encode|generate|serialize(?:object)?|marshal|tojson|tojsonstring)$/i;
const TO_BASE64 = /^(?:b64encode|base64_encode|strict_encode64|encode64|encodetostring|tobase64string|btoa)$/i;

/**
 * Evaluates the expression at a token without running anything: literals, their concatenation, maps and lists, and calls
 * that write JSON or base64. Never throws.
 */
export function evaluateSource(cursor: SourceCursor): Evaluated {
  const { tokens } = cursor;
  let { value, next } = term(cursor);
  while (typeof value === 'string') {
    // Adjacent literals are one in C and Python; elsewhere + or . joins them, and \ goes on in the next line.
    const operand = isMark(tokens, next, '+', '.', '\\') ? next + 1 : next;
    const token = tokens[operand];
    if (token?.kind !== 'string') break;
    value += token.value;
    next = operand + 1;
  }
  return { value, next };
}

/** The index after the bracket that closes the one at `at`; the next one where that is no bracket, or is never closed. */
export function skipBrackets({ tokens, at }: SourceCursor): number {
  const token = tokens[at];
  return (token?.kind === 'punctuation' && token.close !== undefined ? token.close : at) + 1;
}

/** The punctuation at an index; `''` where something else stands there. */
export function markAt(tokens: readonly SourceToken[], index: number): string {
  const token = tokens[index];
  return token?.kind === 'punctuation' ? token.value : '';
}

const isMark = (tokens: readonly SourceToken[], index: number, ...marks: string[]): boolean =>
  marks.includes(markAt(tokens, index));

function term(cursor: SourceCursor): Evaluated {
  const { tokens, at, depth } = cursor;
  const token = tokens[at];
  const inner = { tokens, at: at + 1, depth: depth + 1 };
  if (!token || depth > MAX_DEPTH) return { value: undefined, next: at + 1 };
  if (token.kind === 'string') return { value: token.value, next: at + 1 };
  if (token.kind === 'word') return wordTerm(cursor, token.value);
  if (token.value === '@') return term(inner);
  if (token.value === '{' || token.value === '[') return evaluateCollection(cursor);
  if (token.value === '(') return { value: evaluateSource(inner).value, next: skipBrackets(cursor) };
  return { value: undefined, next: at + 1 };
}

function wordTerm({ tokens, at, depth }: SourceCursor, word: string): Evaluated {
  if (/^\d/.test(word)) return { value: Number(word), next: at + 1 };
  let last = at;
  let name = word;
  // The last part of a dotted name says what is called.
  for (
    let part = tokens[at + 2];
    part?.kind === 'word' && isMark(tokens, last + 1, '.', '::', '->');
    part = tokens[last + 2]
  ) {
    last += 2;
    name = part.value;
  }
  if (CONSTANTS.has(name)) return { value: CONSTANTS.get(name), next: last + 1 };
  return isMark(tokens, last + 1, '(') ? call({ tokens, at: last, depth }, name) : { value: undefined, next: last + 1 };
}

function call({ tokens, at, depth }: SourceCursor, name: string): Evaluated {
  if (name === 'array') return evaluateCollection({ tokens, at: at + 1, depth });
  const next = skipBrackets({ tokens, at: at + 1, depth });
  const { value } = evaluateSource({ tokens, at: at + 2, depth: depth + 1 });
  if (TO_JSON.test(name) && typeof value === 'object') return { value: sourceValueToJson(value), next };
  if (TO_BASE64.test(name) && typeof value === 'string') return { value: encodeBase64(value), next };
  return { value: undefined, next };
}

/** Evaluates what stands between brackets: named entries (`:` or `=>`), else a list. */
export function evaluateCollection({ tokens, at, depth }: SourceCursor): Evaluated {
  const next = skipBrackets({ tokens, at, depth });
  const entries: (readonly [string, SourceValue])[] = [];
  const items: SourceValue[] = [];
  for (let index = at + 1; index < next - 1; index += 1) {
    const keyAt = isMark(tokens, index, '@') ? index + 1 : index;
    // Behind an @ stands at least the closing bracket.
    const key = tokens[keyAt] as SourceToken;
    const isNamed = key.kind !== 'punctuation' && isMark(tokens, keyAt + 1, ':', '=>');
    const from = isNamed ? keyAt + 2 : index;
    const { value, next: end } = evaluateSource({ tokens, at: from, depth: depth + 1 });
    if (isNamed) entries.push([key.value.replace(/^:/, ''), value]);
    else items.push(value);
    index = end;
    // Stryker disable next-line EqualityOperator: behind its bracket a collection has ended, with or without a step more
    while (index < next && !isMark(tokens, index, ',')) index = skipBrackets({ tokens, at: index, depth });
  }
  return { value: entries.length > 0 || isMark(tokens, at, '{') ? { entries } : items, next };
}
