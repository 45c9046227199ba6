import { CALLBACK_FIELDS } from './callback.ts';
import { parseJsonObject } from './parse-json-object.ts';

const FIELD = new RegExp(`"(${CALLBACK_FIELDS.join('|')})"\\s*:\\s*`, 'g');

/**
 * Reads a callback JSON whose quotes are not escaped, as it was probably meant: each documented field reaches up to the
 * next one. `undefined` where it cannot be told.
 */
export function repairCallbackJson(text: string): Record<string, unknown> | undefined {
  const starts = [...text.matchAll(FIELD)];
  const fields = starts.map((start, index) => {
    const end = starts[index + 1]?.index ?? text.length;
    return [String(start[1]), fieldValue(text.slice(start.index + start[0].length, end))] as const;
  });
  if (fields.length === 0 || fields.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(fields);
}

/** A value with what follows it: a comma, or the closing brace. */
function fieldValue(text: string): unknown {
  const value = text.replace(/[\s,]*\}?\s*,?\s*$/, '');
  const inner = /^"([\s\S]*)"$/.exec(value)?.[1];
  const json = inner === undefined ? value : `"${inner.replace(/\\.|"/gs, escapeQuote)}"`;
  return parseJsonObject(`{"value":${json}}`)?.['value'];
}

const escapeQuote = (found: string): string => (found === '"' ? '\\"' : found);
