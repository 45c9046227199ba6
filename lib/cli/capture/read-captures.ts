import type { Capture, CaptureReader } from './capture.ts';
import { readCurl } from './read-curl.ts';
import { readJson } from './read-json.ts';
import { readRawHttp } from './read-raw-http.ts';

const READERS: readonly CaptureReader[] = [readJson, readCurl, readRawHttp];

/**
 * Reads captured requests from whatever they were written down as: raw HTTP, a curl command, a HAR, an event of Lambda,
 * a vector. Empty where no request is found. Never throws.
 */
export function readCaptures(octets: Uint8Array): readonly Capture[] {
  for (const read of READERS) {
    const captures = read(octets);
    if (captures !== undefined) return captures;
  }
  return [];
}
