import { isSafeNumber, parse } from 'lossless-json';
import { countPlainNames } from './count-plain-names.ts';

/** Names and their values; a name that stands in the body twice comes once, with the last of its values. */
export type BodyPairs = Iterable<readonly [name: string, value: unknown]>;

/** What a body says, before any meaning is given to its names. */
export type BodyValues =
  | {
      readonly values: BodyPairs;
      readonly repeated: ReadonlySet<string>;
      /** Names whose values are escaped octets that are no UTF-8. */
      readonly garbled?: ReadonlySet<string>;
    }
  | { readonly problem: string };

/**
 * Reads a JSON object. A number that a double does not hold exactly (crc64 has 64 bits) stays text. Nested names that
 * OSS nests too (`imageInfo`) are joined with a dot.
 */
export function parseJsonBody(text: string): BodyValues {
  let read: Read;
  try {
    read = readQuickly(text) ?? readExactly(text);
  } catch (error) {
    // Also where the stack of the exact reader overflows.
    const isTooDeep = error instanceof RangeError;
    return { problem: isTooDeep ? 'the body is nested too deeply' : 'the body begins with { but is not JSON' };
  }
  const { root, repeated } = read;
  const pairs: (readonly [string, unknown])[] = [];
  for (const name of Object.keys(root)) {
    const value = root[name];
    if (name !== 'imageInfo' || !isRecord(value)) pairs.push([name, value]);
    else {
      for (const inner of Object.keys(value)) {
        const dotted = `imageInfo.${inner}`;
        if (Object.hasOwn(root, dotted)) repeated.add(dotted);
        pairs.push([dotted, value[inner]]);
      }
    }
  }
  // Stryker disable next-line ConditionalExpression: a map of pairs that come once gives the same, only slower.
  if (repeated.size === 0) return { values: pairs, repeated };
  if (repeated.has('imageInfo')) for (const [name] of pairs) if (name.startsWith('imageInfo.')) repeated.add(name);
  return { values: new Map(pairs), repeated };
}

interface Read {
  readonly root: Readonly<Record<string, unknown>>;
  readonly repeated: Set<string>;
}

/** The built-in reader, ten times as fast; `undefined` where it might lose a digit or a name that stands twice. */
function readQuickly(text: string): Read | undefined {
  const names = countPlainNames(text);
  if (names === undefined) return undefined;
  const root = JSON.parse(text) as Read['root'];
  // Stryker disable next-line ConditionalExpression: the exact reader gives the same, only slower.
  return names === countNames(root) ? { root, repeated: new Set() } : undefined;
}

function readExactly(text: string): Read {
  const root = parse(text, undefined, {
    parseNumber: (number) => (isSafeNumber(number) ? Number(number) : number),
    onDuplicateKey: ({ newValue }) => newValue,
  }) as Read['root'];
  countNames(root);
  return { root, repeated: repeatedNames(text) };
}

// Whoever stores the fields has a limit too, such as the 32 levels of DynamoDB.
const MAX_DEPTH = 30;

/** Counts the names of all objects; throws a RangeError where they are nested too deeply. */
function countNames(value: unknown, levels = MAX_DEPTH): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) throw new RangeError();
  const inner: unknown[] = Object.values(value);
  let names = Array.isArray(value) ? 0 : inner.length;
  // Stryker disable next-line AssignmentOperator: too few names send the text to the exact reader, which is only slower.
  for (const each of inner) names += countNames(each, levels - 1);
  return names;
}

// A whole string, and the colon behind it that makes it a name; or a bracket.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;

/** The names that stand twice in an object, those of `imageInfo` with a dot; the parser tells only where values differ. */
function repeatedNames(json: string): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  let depth = 0;
  // Stryker disable next-line StringLiteral: a name of the root comes before every nested one.
  let outer = '';
  for (const [token, colon] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (colon !== undefined && depth <= 2) {
      const own = JSON.parse(token.slice(0, -colon.length)) as string;
      if (depth === 1) outer = own;
      const name = depth === 1 ? own : `${outer}.${own}`;
      if (seen.has(name)) repeated.add(name);
      seen.add(name);
    }
  }
  return repeated;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
