import { encodeBase64 } from '../base64.ts';
import type { CallbackInput } from '../callback-input.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import { findParameters, type NamedValue } from './named-values.ts';

/** Reads JSON: the callback itself (also where it is broken), its variables alone, or the fields of a form or headers. */
export function readJson(text: string): CallbackInput | undefined {
  // This takes a byte order mark off, too.
  const trimmed = text.trim();
  // Braces may be missing where somebody copied the lines of the documentation's example.
  if (!/^\{|^"(?:callback[A-Z]|x:)/.test(trimmed)) return undefined;
  const value = parseJsonObject(trimmed);
  const found = value && namedValues(value);
  if (found) return { kind: 'form', text, isWhole: true, ...found };
  const isVars = /^\{?\s*"x:/i.test(trimmed) && !/"callback(?:Url|Body)"/i.test(trimmed);
  if (isVars) return { kind: 'json', text, isWhole: false, parameters: { headerVar: encodeBase64(trimmed) } };
  return { kind: 'json', text, isWhole: false, parameters: { header: encodeBase64(trimmed) } };
}

function namedValues(value: Readonly<Record<string, unknown>>) {
  const pairs = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const isHeaders = pairs.some(([name]) => /^x-oss-callback/i.test(name));
  const isForm = pairs.some(([name]) => /^(?:callback|policy)$/i.test(name));
  const named: readonly NamedValue[] = pairs;
  if (isHeaders) return findParameters({ headers: named });
  return isForm ? findParameters({ fields: named }) : undefined;
}
