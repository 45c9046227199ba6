import type { CallbackInput } from '../callback-input.ts';
import { findParameters } from './named-values.ts';

const HEADER = /^[ \t>'"]*([a-z][a-z0-9-]*)['"]?[ \t]*[:=][ \t]*['"]?([^\r\n'"]*)/gim;

// In quotes the value must be, too: else it is source code, and a variable.
const CALLBACK_HEADER =
  /^[ \t>]*(?:x-oss-callback(?:-var)?[ \t]*[:=]|(['"])x-oss-callback(?:-var)?\1[ \t]*[:=][ \t]*['"])/im;

/** Reads header lines, with or without the request line above them, as curl, browsers and logs print them. */
export function readHeaders(text: string): CallbackInput | undefined {
  if (!CALLBACK_HEADER.test(text) && !requestLine(text)) return undefined;
  const headers = [...text.matchAll(HEADER)].map((match) => [String(match[1]), String(match[2])] as const);
  const found = findParameters({ headers, query: requestLine(text) ?? '' });
  return found && { kind: 'headers', text, isWhole: requestLine(text) !== undefined || headers.length > 1, ...found };
}

/** The query of a request line; `''` where it has none, `undefined` where there is no request line. */
function requestLine(text: string): string | undefined {
  const target = /^\s*>?\s*(?:PUT|POST)\s+(\S+)\s+HTTP\/\d/i.exec(text)?.[1];
  return target?.split('?').slice(1).join('?');
}
