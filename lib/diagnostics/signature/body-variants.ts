import { isUtf8 } from 'node:buffer';
import { decodeBase64 } from '../../signature/base64.ts';
import { formSpellings, type RespellingKind } from './form-spellings.ts';
import { jsonOrders, jsonSpellings, type JsonRespellingKind } from './json-spellings.ts';
import { permutations } from './permutations.ts';
import type { SignatureChangeCode } from './signature-change.ts';
import { decodedOnceMore, htmlUnescaped, readAsLatin1, writtenAsLatin1 } from './text-repairs.ts';
import { distinct, repaired, variant, type Repair, type Variant } from './variant.ts';

// A callback's body has some hundred octets. Of a large one only the cheap variants are tried.
const LARGE_BYTES = 65_536;
const MAX_VARIANTS = 2_000;

/** Every body that may have become this one on the way: the body as it came, then the likely before the unlikely. */
export function bodyVariants(body: Uint8Array, contentLength: string | undefined): Variant[] {
  const asIs: Variant = { octets: Buffer.from(body), codes: [] };
  return distinct(allVariants(asIs, contentLength), MAX_VARIANTS);
}

function* allVariants(asIs: Variant, contentLength: string | undefined): Generator<Variant, void, undefined> {
  yield asIs;
  yield* cutToLength(asIs.octets, contentLength);
  const carried = [...wrappings(asIs.octets)];
  yield* carried;
  if (asIs.octets.length > LARGE_BYTES) return;
  yield* spellings(asIs.octets);
  yield* repaired(carried, spellings);
  yield* repaired(carried, wrappings);
  yield* orders(asIs.octets);
  yield* repaired(carried, orders);
}

function* cutToLength(octets: Buffer, contentLength = ''): Generator<Variant, void, undefined> {
  const stated = /^\d{1,9}$/.test(contentLength) ? Number(contentLength) : octets.length;
  // Line breaks at the end have a name of their own.
  if (stated < octets.length && octets.subarray(stated).toString('latin1').trim() !== '') {
    yield variant('body-too-long', octets.subarray(0, stated));
  }
}

const LF = 0x0a;
const CR = 0x0d;
const BOM = Buffer.from('\uFEFF');

/** What happens to a body as a whole, whatever it says. */
const wrappings: Repair = function* (octets) {
  yield* lineEnds(octets);
  const hasBom = octets.subarray(0, BOM.length).equals(BOM);
  if (hasBom) yield variant('body-bom-added', octets.subarray(BOM.length));
  yield* quotings(octets);
  yield* charsets(octets);
  if (!hasBom) yield variant('body-bom-stripped', Buffer.concat([BOM, octets]));
  yield variant('body-base64-decoded', octets.toString('base64'));
};

function* lineEnds(octets: Buffer): Generator<Variant, void, undefined> {
  const isBreak = (at: number): boolean => octets[at] === LF || octets[at] === CR;
  let end = octets.length;
  if (octets[end - 1] === LF && octets[end - 2] === CR) yield variant('body-newline-added', octets.subarray(0, -2));
  else if (isBreak(end - 1)) yield variant('body-newline-added', octets.subarray(0, -1));
  while (end > 0 && isBreak(end - 1)) end -= 1;
  if (end < octets.length) yield variant('body-newline-added', octets.subarray(0, end));
  const text = octets.toString('latin1');
  const unix = text.replaceAll('\r\n', '\n');
  for (const other of [unix, unix.replaceAll('\n', '\r\n')]) {
    if (other !== text) yield variant('body-line-ends-changed', Buffer.from(other, 'latin1'));
  }
  for (const lineBreak of ['\n', '\r\n']) {
    yield variant('body-newline-stripped', Buffer.concat([octets, Buffer.from(lineBreak)]));
  }
}

function* quotings(octets: Buffer): Generator<Variant, void, undefined> {
  const text = octets.toString('latin1');
  const decoded = decodeBase64(text.replaceAll(/\s/g, ''));
  if (decoded) yield variant('body-base64-encoded', decoded);
  const plain = htmlUnescaped(octets);
  if (plain) yield variant('body-html-escaped', plain);
  const unquoted = unquote(octets);
  if (unquoted !== undefined) yield variant('body-quoted', unquoted);
  const unescaped = text.includes('=') ? undefined : decodedOnceMore(octets);
  if (unescaped) yield variant('body-percent-encoded', unescaped);
}

function unquote(octets: Buffer): string | undefined {
  const text = octets.toString('utf8').trim();
  if (!text.includes('\\"') && !text.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(text.startsWith('"') ? text : `"${text}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function* charsets(octets: Buffer): Generator<Variant, void, undefined> {
  for (const repair of [readAsLatin1, writtenAsLatin1]) {
    const once = repair(octets);
    if (once) yield variant('body-charset-changed', once);
    const twice = once && repair(once);
    if (twice) yield variant('body-charset-changed', twice);
  }
}

const FORM_CODES: Readonly<Record<RespellingKind, SignatureChangeCode>> = {
  spaces: 'body-spaces-changed',
  decoded: 'body-percent-decoded',
  reencoded: 'body-form-reencoded',
};
const JSON_CODES: Readonly<Record<JsonRespellingKind, SignatureChangeCode>> = {
  spacing: 'body-json-spacing-changed',
  slashes: 'body-json-slashes-escaped',
  unicode: 'body-json-unicode-escaped',
  rewritten: 'body-json-rewritten',
  reordered: 'body-json-reordered',
};

/** What a parser and a writer make of a body. */
const spellings: Repair = function* (octets) {
  const { text, toOctets } = textOf(octets);
  for (const json of jsonSpellings(text)) yield variant(JSON_CODES[json.kind], toOctets(json.text));
  yield* formsOfJson(text);
  const form = octets.toString('latin1');
  if (form.trimStart().startsWith('{')) return;
  for (const { text: other, kind } of formSpellings(form))
    yield variant(FORM_CODES[kind], Buffer.from(other, 'latin1'));
};

function* formsOfJson(text: string): Generator<Variant, void, undefined> {
  const fields = flatFields(text);
  if (fields === undefined) return;
  const form = fields.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&');
  for (const each of [{ text: form }, ...formSpellings(form)]) {
    yield variant('body-form-to-json', Buffer.from(each.text, 'latin1'));
  }
}

function flatFields(text: string): (readonly [string, string])[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const fields = Object.entries(value as Record<string, unknown>);
    const isFlat = fields.every(([, each]) => typeof each === 'string' || typeof each === 'number');
    return isFlat && fields.length > 0 ? fields.map(([name, each]) => [name, String(each)]) : undefined;
  } catch {
    return undefined;
  }
}

/** Fields and members in another order, as maps with an order of their own (Go, old Python) write them. */
const orders: Repair = function* (octets) {
  const { text, toOctets } = textOf(octets);
  for (const json of jsonOrders(text)) yield variant(JSON_CODES[json.kind], toOctets(json.text));
  const form = octets.toString('latin1');
  if (!form.includes('=') || form.trimStart().startsWith('{')) return;
  for (const order of permutations(form.split('&'))) {
    yield variant('body-form-reordered', Buffer.from(order.join('&'), 'latin1'));
  }
};

/** A body as text and back, without loss whatever its octets are. */
function textOf(octets: Buffer): { text: string; toOctets: (text: string) => Buffer } {
  const encoding = isUtf8(octets) ? 'utf8' : 'latin1';
  return { text: octets.toString(encoding), toOctets: (text) => Buffer.from(text, encoding) };
}
