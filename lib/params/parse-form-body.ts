import type { BodyValues } from './parse-json-body.ts';

// A raw quote never stands in a form body that OSS rendered as a form, which escapes it; it does where the body type
// is JSON and the template a form: `object="a&b.png"&size=3&height=null`.
const QUOTED = /"[^"\\]*(?:\\.[^"\\]*)*"(?=&|$)/sy;
const JSON_STRING = /^"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"$/;

/** Reads a form: `+` and `%20` are spaces, and JSON strings in a form-shaped template lose their quotes. */
export function parseFormBody(text: string): BodyValues {
  const pairs = splitPairs(text);
  const isJsonRendered = pairs.some(([, value]) => value.startsWith('"'));
  const values = new Map<string, unknown>();
  const repeated = new Set<string>();
  const garbled = new Set<string>();
  for (const [rawName, rawValue] of pairs) {
    const name = decodeFormText(rawName);
    if (values.has(name)) repeated.add(name);
    if (isJsonRendered) values.set(name, readJsonValue(rawValue));
    else {
      const value = decodeFormText(rawValue);
      if (isGarbled(value, rawValue)) garbled.add(name);
      values.set(name, value);
    }
  }
  return { values, repeated, garbled };
}

/** The names and values between `&`, but for an `&` within quotes. Each octet is looked at a few times at most. */
function splitPairs(text: string): (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  // Stryker disable next-line EqualityOperator: behind the end stands one more empty piece, which is skipped.
  for (let at = 0, end; at < text.length; at = end + 1) {
    const next = text.indexOf('&', at);
    end = next === -1 ? text.length : next;
    if (end === at) continue;
    const piece = text.slice(at, end);
    const equals = piece.indexOf('=');
    if (equals === -1) {
      pairs.push([piece, '']);
      continue;
    }
    const valueAt = at + equals + 1;
    QUOTED.lastIndex = valueAt;
    if (QUOTED.test(text)) end = QUOTED.lastIndex;
    pairs.push([piece.slice(0, equals), text.slice(valueAt, end)]);
  }
  return pairs;
}

function readJsonValue(text: string): unknown {
  if (text === 'null') return null;
  return JSON_STRING.test(text) ? (JSON.parse(text) as unknown) : text;
}

// U+FFFD stands for octets that are no UTF-8; what was itself sent is one each, so any more of them is a loss.
function isGarbled(value: string, raw: string): boolean {
  // Stryker disable next-line ConditionalExpression,StringLiteral: where there is none, counting says so too, only slower.
  if (!value.includes('\uFFFD')) return false;
  return value.split('\uFFFD').length > raw.split(/%EF%BF%BD|\uFFFD/i).length;
}

// Unlike decodeURIComponent it never throws: a constant of the template may hold a lone %.
function decodeFormText(text: string): string {
  return /[%+]/.test(text) ? String(new URLSearchParams(`v=${text}`).get('v')) : text;
}
