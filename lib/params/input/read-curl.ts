import type { CallbackInput } from '../callback-input.ts';
import { findParameters, type NamedValue } from './named-values.ts';
import { splitShellWords } from './split-shell-words.ts';

const HEADER_OPTIONS = ['-H', '--header'];
const FORM_OPTIONS = ['-F', '--form', '--form-string'];

// At the beginning, or behind remarks.
const COMMAND = /(?<=^(?:\s*#[^\n]*\n)*\s*(?:\$\s+)?)curl(?:\.exe)?\s/;

/** Reads a curl command: its headers, the query of its URL, its form fields. */
export function readCurl(text: string): CallbackInput | undefined {
  const command = COMMAND.exec(text);
  if (!command) return undefined;
  const words = splitShellWords(text.slice(command.index));
  const headers = valuesOf(words, HEADER_OPTIONS).map((line) => pair(line, ':'));
  const fields = valuesOf(words, FORM_OPTIONS).map((line) => pair(line, '='));
  const url =
    words.find((word) => /^https?:\/\//i.test(word)) ?? words.find((word) => /^[^\s-]\S*\?\S*callback=/.test(word));
  const found = findParameters({ headers, fields, ...(url !== undefined && { query: queryOf(url) }) });
  return { kind: 'curl', text, isWhole: true, ...(found ?? { parameters: {} }) };
}

const queryOf = (url: string): string => url.replace(/#.*/s, '').split('?').slice(1).join('?');

function valuesOf(words: readonly string[], options: readonly string[]): string[] {
  const values = words.flatMap((word, index) => {
    if (options.includes(word)) return words[index + 1] ?? [];
    const joined = options.find((option) => word.startsWith(option.startsWith('--') ? `${option}=` : option));
    if (joined === undefined) return [];
    return word.slice(joined.startsWith('--') ? joined.length + 1 : joined.length);
  });
  // What a variable of the shell holds cannot be seen here.
  return values.filter((value) => !/[:=]\s*\$\{?\w+\}?$/.test(value));
}

function pair(line: string, separator: string): NamedValue {
  const at = line.indexOf(separator);
  // A custom variable's field has a colon in its name, so only the first separator counts.
  return at === -1 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
