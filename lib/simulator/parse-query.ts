/** A query parameter, percent-decoded; `value` is null where no `=` stands. */
export interface QueryPair {
  readonly name: string;
  readonly value: string | null;
}

/**
 * Decodes a query. A bare `+` is a space, as in every form: base64 must be percent-encoded, with OSS as here.
 * @throws {URIError} where a percent escape is bad or not UTF-8.
 */
export function parseQuery(rawQuery: string): readonly QueryPair[] {
  return rawQuery
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals < 0) return { name: decode(part), value: null };
      return { name: decode(part.slice(0, equals)), value: decode(part.slice(equals + 1)) };
    });
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
