import { parseJsonObject } from './parse-json-object.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\]]/gs;
const WHOLE_STRING = /^"(?:[^"\\]|\\.)*"$/s;
// What may be missing behind the last that is there: nothing, a value, a colon and a value, or a name too.
const REST = ['', '0', ':0', '"":0'];

/** Whether a text is the beginning of a JSON object, and its end is all that it lacks. */
export function isCutOff(text: string): boolean {
  let closing = '';
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    last = token;
    if (token === '{') closing = `}${closing}`;
    else if (token === '[') closing = `]${closing}`;
    else if (token === '}' || token === ']') closing = closing.slice(1);
  }
  if (closing === '') return false;
  const isInString = last.startsWith('"') && !WHOLE_STRING.test(last);
  // Half an escape, half a number and half of `true` end nothing.
  const beginnings = isInString
    ? [`${text}"`, `${text.replace(/\\(?:u[\da-f]{0,3})?$/i, '')}"`]
    : [text, text.replace(/(?<![\w.+-])[\w.+-]+$/, '0')];
  return beginnings.some((beginning) => REST.some((rest) => parseJsonObject(beginning + rest + closing) !== undefined));
}
