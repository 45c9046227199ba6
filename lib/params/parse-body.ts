import { isUtf8 } from 'node:buffer';
import { parseFormBody } from './parse-form-body.ts';
import { parseJsonBody } from './parse-json-body.ts';
import { toUpload, type FieldNames, type ParsedBody } from './upload-fields.ts';

export type { FieldNames, ParsedBody } from './upload-fields.ts';

/** Options of {@link parseBody}. */
export interface ParseBodyOptions {
  /** The body's own names for OSS's variables, such as `{ filename: 'object' }`. Default none. */
  readonly fieldNames?: FieldNames;
}

/**
 * Reads the body of a callback, octets or the text that they are. It says itself what it is, an object in braces or a form:
 * the Content-Type is not signed. Never throws: what cannot be understood is a `problem`, with whatever was understood beside it.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export function parseBody(body: Uint8Array | string, { fieldNames = {} }: ParseBodyOptions = {}): ParsedBody {
  const text = typeof body === 'string' ? withoutMark(body) : decodeUtf8(body);
  if (text === undefined) return { upload: {}, fields: {}, problem: 'the body is not UTF-8' };
  const begin = text.trimStart();
  if (begin === '') return { upload: {}, fields: {}, problem: 'the body is empty' };
  const isObject = begin.startsWith('{');
  if (!isObject && OTHER_JSON.test(begin))
    return { upload: {}, fields: {}, problem: 'the body is JSON, but no object' };
  const read = isObject ? parseJsonBody : parseFormBody;
  const parsed = read(text);
  return 'problem' in parsed
    ? { upload: {}, fields: {}, problem: parsed.problem }
    : toUpload(parsed.values, { fieldNames, repeated: parsed.repeated, garbled: parsed.garbled });
}

// A list, a text, what lost its braces, or one of JSON's other values; a form begins with a name, and so does a constant.
const OTHER_JSON = /^(?:[["]|(?:null|true|false|-?\d[\d.eE+-]*)\s*$)/;

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);
// Takes the mark away itself.
const utf8 = new TextDecoder();
const decodeUtf8 = (octets: Uint8Array): string | undefined => (isUtf8(octets) ? utf8.decode(octets) : undefined);
