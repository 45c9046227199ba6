import type { CallbackInput } from '../callback-input.ts';
import { namedGroups } from '../named-groups.ts';
import { findParameters, type NamedValue } from './named-values.ts';

// Raw JSON has quotes of its own, so its value ends with the line, or with the quote that it began with.
const HEADER =
  /^[ \t>'"]*(?<name>[a-z][a-z0-9-]*)['"]?[ \t]*[:=][ \t]*(?:(?<quote>['"])(?<json>\{[^\r\n]*)\k<quote>|['"]?(?<value>\{[^\r\n]*|[^\r\n'"]*))/gim;

// In quotes the value must be, too: else it is source code, and a variable.
const CALLBACK_HEADER =
  /^[ \t>]*(?:x-oss-callback(?:-var)?[ \t]*[:=]|(['"])x-oss-callback(?:-var)?\1[ \t]*[:=][ \t]*['"])/im;

/** Reads header lines, with or without the request line above them, as curl, browsers and logs print them. */
export function readHeaders(text: string): CallbackInput | undefined {
  if (!CALLBACK_HEADER.test(text) && !requestLine(text)) return undefined;
  const headers = [...text.matchAll(HEADER)].map(header);
  const query = requestLine(text);
  const found = findParameters({ headers, query });
  return found && { kind: 'headers', text, isWhole: query !== undefined || headers.length > 1, ...found };
}

function header(match: RegExpExecArray): NamedValue {
  const { name, json, value } = namedGroups<'name' | 'json' | 'value'>(match);
  return [String(name), String(json ?? value)];
}

/** The query of a request line; `''` where it has none, `undefined` where there is no request line. */
function requestLine(text: string): string | undefined {
  const target = /^\s*>?\s*(?:PUT|POST)\s+(\S+)\s+HTTP\/\d/i.exec(text)?.[1];
  return target?.split('?').slice(1).join('?');
}
