import { parse, type StringNode, type ValueNode } from '@humanwhocodes/momoa';
import { parseJsonObject } from './parse-json-object.ts';

/** A field of a JSON object and where it stands in the text, in UTF-16 units. */
export interface JsonMember {
  readonly name: string;
  readonly nameOffset: number;
  readonly valueOffset: number;
  /** The value as written, quotes and escapes included. */
  readonly raw: string;
}

/** JSON text that remembers where things stand. */
export interface JsonDocument {
  readonly text: string;
  /** The object; absent where the text is not a JSON object. */
  readonly value?: Readonly<Record<string, unknown>>;
  /** In the order of the text; a name that comes twice is there twice. */
  readonly members: readonly JsonMember[];
  /** Where the text stops being JSON; absent where it is JSON, also if not an object. */
  readonly errorOffset?: number;
}

/** Reads JSON with its positions. Never throws. */
export function readJson(text: string): JsonDocument {
  const value = parseJsonObject(text);
  if (value === undefined) {
    const errorOffset = findError(text);
    return { text, members: [], ...(errorOffset !== undefined && { errorOffset }) };
  }
  return { text, value, members: membersOf(text) };
}

/** Where, in the JSON text, the character `index` of a member's (string) value stands. */
export function offsetInValue(member: JsonMember, index: number): number {
  // Stryker disable next-line MethodExpression: JSON that begins with a quote ends with one.
  if (!member.raw.startsWith('"')) return member.valueOffset;
  let at = 1;
  for (let left = index; left > 0 && at < member.raw.length - 1; left -= 1) {
    at += member.raw[at] === '\\' ? (member.raw[at + 1] === 'u' ? 6 : 2) : 1;
  }
  return member.valueOffset + at;
}

function membersOf(text: string): JsonMember[] {
  let body: ValueNode | undefined;
  try {
    body = parse(text).body;
  } catch {
    // JSON.parse has taken the text as an object, but it nests deeper than this library may.
  }
  if (body?.type !== 'Object') return [];
  return body.members.map(({ name, value }) => ({
    name: (name as StringNode).value,
    nameOffset: name.loc.start.offset,
    valueOffset: value.loc.start.offset,
    raw: text.slice(value.loc.start.offset, value.loc.end.offset),
  }));
}

function findError(text: string): number | undefined {
  try {
    parse(text);
  } catch (error) {
    // The stack overflows at no place: the text nests deeper than this library may.
    return (error as { readonly offset?: number }).offset ?? 0;
  }
  // The library lets control characters in strings pass, which JSON does not.
  for (const { 0: literal, index } of text.matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
    const control = /[\u0000-\u001f]/.exec(literal);
    if (control) return index + control.index;
  }
  return undefined;
}
