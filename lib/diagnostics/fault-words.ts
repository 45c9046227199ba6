import type { Base64Fault } from '../params/base64-fault.ts';
import type { JsonFaultCause } from '../params/json-fault.ts';

/** What a text is instead of base64. */
export const BASE64_FAULTS: Readonly<Record<Base64Fault, string>> = {
  json: 'It is the JSON itself, not encoded.',
  'percent-encoded': 'It is percent-encoded, once too often.',
  space: 'It has spaces: a + that was not percent-encoded in a URL arrives as one.',
  'line-break': 'It has line breaks: some encoders break lines every 76 characters.',
  'url-safe': 'It uses the URL-safe alphabet, with - and _ for + and /.',
  unpadded: 'Its padding is missing: the length must be a multiple of four, filled up with =.',
  other: 'It has characters that are not of base64, or padding in the wrong place.',
};

/** What keeps a text from being a JSON object, at the place that is shown with it. */
export const JSON_FAULTS: Readonly<Record<JsonFaultCause, string>> = {
  'unescaped-quote': 'This quote ends the string too early; it must be escaped as \\":',
  'missing-braces': 'The braces around the fields are missing:',
  'single-quotes': 'JSON has double quotes only:',
  'trailing-comma': 'There is a comma behind the last field:',
  'missing-comma': 'A comma is missing between two fields:',
  'control-character':
    'A line break or another control character stands in a string; it must be escaped as \\n or the like:',
  'cut-off': 'The text ends too early:',
  'not-an-object': 'It is JSON, but no object in braces:',
  other: 'Here it stops being JSON:',
};
