import { isCutOff } from './is-cut-off.ts';
import { readJson } from './json-document.ts';
import { parseJsonObject } from './parse-json-object.ts';
import { repairCallbackJson } from './repair-callback-json.ts';

/** Why a text is not a JSON object, as far as it shows. */
export type JsonFaultCause =
  | 'unescaped-quote'
  | 'missing-braces'
  | 'single-quotes'
  | 'trailing-comma'
  | 'missing-comma'
  | 'control-character'
  | 'cut-off'
  | 'not-an-object'
  | 'other';

/** Where and why a text is not a JSON object. */
export interface JsonFault {
  readonly cause: JsonFaultCause;
  /** UTF-16 units from 0; of an unescaped quote, the quote. */
  readonly offset: number;
  /** What was probably meant, where that can be told. */
  readonly repaired?: Readonly<Record<string, unknown>>;
}

// JSON knows no other white space: https://www.rfc-editor.org/rfc/rfc8259#section-2
const NOTHING = /^[ \t\n\r]*$/;

/** Finds what keeps a text from being a JSON object; `undefined` where it is one. Never throws. */
export function jsonFault(text: string): JsonFault | undefined {
  const { value, errorOffset } = readJson(text);
  if (value) return undefined;
  const braced = parseJsonObject(`{${text}}`);
  if (braced && Object.keys(braced).length > 0) return { cause: 'missing-braces', offset: 0, repaired: braced };
  if (errorOffset === undefined) return { cause: 'not-an-object', offset: 0 };
  const fault = causeAt(text, errorOffset);
  const repaired = repairCallbackJson(text);
  return { ...fault, ...(repaired && { repaired }) };
}

function causeAt(text: string, offset: number): { cause: JsonFaultCause; offset: number } {
  const character = text.charAt(offset);
  const before = text.slice(0, offset);
  const last = before.trimEnd().at(-1);
  if (isCutOff(text) || NOTHING.test(text)) return { cause: 'cut-off', offset: text.length };
  if (character < ' ') return { cause: 'control-character', offset };
  if (character === "'") return { cause: 'single-quotes', offset };
  if (last === ',' && (character === '}' || character === ']')) return { cause: 'trailing-comma', offset };
  // A quote that ends a text too early: what follows it makes no sense.
  if (last === '"' && (character !== '"' || !/\s$/.test(before))) {
    return { cause: 'unescaped-quote', offset: before.lastIndexOf('"') };
  }
  return { cause: last === '"' ? 'missing-comma' : 'other', offset };
}
