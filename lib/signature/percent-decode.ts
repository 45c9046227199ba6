import { MalformedRequestError } from '../errors.ts';

/**
 * Decodes percent escapes once, to octets: `%E9` is one octet, which `decodeURIComponent` refuses. `+` stays `+`.
 * @throws {MalformedRequestError} where a `%` is not followed by two hex digits.
 */
export function percentDecode(text: string): Buffer {
  // Stryker disable next-line ConditionalExpression: the long way round gives the same octets, only slower.
  if (!text.includes('%')) return Buffer.from(text);
  if (hasBadEscape(text)) throw new MalformedRequestError('expected two hex digits after each % of the path');
  // Stryker disable next-line Regex: one escape at a time gives the same octets, only slower.
  const parts = text.split(/((?:%[0-9A-Fa-f]{2})+)/);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.from(part.replaceAll('%', ''), 'hex'))),
  );
}

/** Tells whether a `%` stands in the text that is no escape. */
export function hasBadEscape(text: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(text);
}
