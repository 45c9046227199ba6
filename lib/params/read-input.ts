import type { CallbackInput, InputReader } from './callback-input.ts';
import { readBase64 } from './input/read-base64.ts';
import { readCurl } from './input/read-curl.ts';
import { readForm } from './input/read-form.ts';
import { readHeaders } from './input/read-headers.ts';
import { readJson } from './input/read-json.ts';
import { readSource } from './input/read-source.ts';
import { readUrl } from './input/read-url.ts';

// From the most to the least telling; each looks at the text's own signs first.
const READERS: readonly InputReader[] = [readCurl, readJson, readUrl, readBase64, readForm, readHeaders, readSource];

/** Longer texts are cut: callback parameters have 10 KB at most, a form has them before its file, and reading must stay quick. */
const MAX_CHARACTERS = 64 * 1024;

/**
 * Finds callback parameters in whatever people have at hand: the JSON, its base64, a header or a whole request, a presigned URL,
 * a form (multipart, HTML, or its fields as JSON), a curl command, or source code that uses an SDK. Never throws.
 */
export function readInput(text: string): CallbackInput {
  const input = text.slice(0, MAX_CHARACTERS);
  for (const read of READERS) {
    const found = read(input);
    if (found) return found;
  }
  return { kind: 'unknown', text: input, isWhole: false, parameters: {} };
}
