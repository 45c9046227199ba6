import { parseJsonObject } from './parse-json-object.ts';

/** What is wrong with a text that should be standard base64, as far as it shows. */
export type Base64Fault = 'json' | 'percent-encoded' | 'space' | 'line-break' | 'url-safe' | 'unpadded' | 'other';

const SIGNS: readonly (readonly [Base64Fault, RegExp])[] = [
  ['json', /^\s*\{/],
  ['percent-encoded', /%[0-9a-f]{2}/i],
  ['line-break', /[\r\n]/],
  // A + that was not percent-encoded in a URL arrives as a space.
  ['space', / /],
  ['url-safe', /[-_]/],
  ['unpadded', /^[A-Za-z0-9+/]+=?$/],
];

/** Tells what a text is instead of standard, padded base64. */
export function base64Fault(text: string): Base64Fault {
  return SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? 'other';
}

/** Reads a JSON object behind base64 that is not as OSS wants it, or behind none; `undefined` where there is no object. */
export function readFaultyBase64(text: string): Record<string, unknown> | undefined {
  const plain = parseJsonObject(
    text.replace(/%[0-9a-f]{2}/gi, (octet) => String.fromCharCode(Number(`0x${octet.slice(1)}`))),
  );
  if (plain) return plain;
  const base64 = text.replace(/%(2B|2F|3D)/gi, (octet) => decodeURIComponent(octet)).replaceAll(' ', '+');
  return parseJsonObject(Buffer.from(base64, 'base64').toString());
}
