import { hasBadEscape, percentDecode } from '../../signature/percent-decode.ts';

/** How one spelling of a form became another. */
export type RespellingKind = 'spaces' | 'decoded' | 'reencoded';

/** Another way to write the same names and values. */
export interface FormSpelling {
  readonly text: string;
  /** What turned that spelling into the one at hand. */
  readonly kind: RespellingKind;
}

type Encode = (octets: Buffer) => string;

const escapeAllBut =
  (kept: RegExp, write = (octet: string) => `%${octet.toUpperCase()}`): Encode =>
  (octets) =>
    octets.toString('latin1').replace(/[^A-Za-z0-9]/g, (each) => (kept.test(each) ? each : write(hexOf(each))));

const hexOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0');

// As OSS, JavaScript, Python, Go, Java and PHP write values, and values that nobody escaped.
const ENCODERS: readonly Encode[] = [
  escapeAllBut(/[-._~]/),
  escapeAllBut(/[-._~!'()*]/),
  escapeAllBut(/[-._*]/, (octet) => (octet === '20' ? '+' : `%${octet.toUpperCase()}`)),
  escapeAllBut(/[-._~]/, (octet) => (octet === '20' ? '+' : `%${octet.toUpperCase()}`)),
  escapeAllBut(/[-._~/]/),
  escapeAllBut(/[-._]/),
  escapeAllBut(/[-._~]/, (octet) => `%${octet}`),
  escapeAllBut(/[-._*]/, (octet) => (octet === '20' ? '+' : `%${octet}`)),
  (octets) => octets.toString('latin1'),
];

/**
 * Every usual way to write the fields of a form (or of a query without its `?`), in their order. Text is latin1: one
 * character an octet. Names may be escaped as the values are, plain, or as they stand.
 */
export function* formSpellings(text: string): Generator<FormSpelling, void, undefined> {
  if (!text.includes('=')) return;
  const pairs = text.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at === -1 ? ([pair, undefined] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
  });
  for (const plus of [' ', '+'])
    for (const encode of ENCODERS)
      for (const writeName of [same, plain(plus), (name: string) => encode(decode(name, plus))]) {
        const spelling = pairs
          .map(([name, value]) => writeName(name) + (value === undefined ? '' : `=${encode(decode(value, plus))}`))
          .join('&');
        if (spelling !== text) yield { text: spelling, kind: kindOf(text, spelling) };
      }
}

const same = (name: string): string => name;

const plain =
  (plus: string) =>
  (name: string): string =>
    decode(name, plus).toString('latin1');

function decode(text: string, plus: string): Buffer {
  const spaced = text.replaceAll('+', plus);
  // Octets above 0x7f must survive the way through text.
  const ascii = spaced.replace(/[\x80-\xff]/g, (each) => `%${hexOf(each)}`);
  return hasBadEscape(spaced) ? Buffer.from(spaced, 'latin1') : percentDecode(ascii);
}

function kindOf(received: string, signed: string): RespellingKind {
  if (received.replaceAll('+', '%20') === signed.replaceAll('+', '%20')) return 'spaces';
  const isDecoded = [' ', '+'].some((plus) => decode(signed, plus).toString('latin1') === received);
  return isDecoded ? 'decoded' : 'reencoded';
}
