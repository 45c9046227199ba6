import { isUtf8 } from 'node:buffer';
import { hasBadEscape, percentDecode } from '../../signature/percent-decode.ts';

/** Percent-decodes to octets; `undefined` where there is nothing to decode, or it cannot be decoded. */
export function decodedOnceMore(octets: Buffer): Buffer | undefined {
  const text = octets.toString('utf8');
  return isUtf8(octets) && text.includes('%') && !hasBadEscape(text) ? percentDecode(text) : undefined;
}

// What windows-1252 has in place of the control characters 0x80 to 0x9f.
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 32 }, (_, index) => {
    const octet = 0x80 + index;
    return [new TextDecoder('windows-1252').decode(Buffer.from([octet])), octet] as const;
  }),
);

/** The octets that became these when somebody read them as latin1 or windows-1252 and wrote them as UTF-8. */
export function readAsLatin1(octets: Buffer): Buffer | undefined {
  if (!isUtf8(octets)) return undefined;
  const codes = Array.from(octets.toString('utf8'), (each) => WINDOWS_1252.get(each) ?? each.codePointAt(0) ?? 0);
  const isOther = codes.some((code) => code > 0x7f);
  return isOther && codes.every((code) => code <= 0xff) ? Buffer.from(codes) : undefined;
}

/** The octets that became these when somebody read UTF-8 and wrote it as latin1. */
export function writtenAsLatin1(octets: Buffer): Buffer | undefined {
  return isUtf8(octets) ? undefined : Buffer.from(octets.toString('latin1'), 'utf8');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&#47;': '/',
  '&#x2F;': '/',
};

/** Takes back what a page or a template did to text; `undefined` where there is no such thing in it. */
export function htmlUnescaped(octets: Buffer): Buffer | undefined {
  const text = octets.toString('latin1');
  const plain = text.replace(/&(?:amp|lt|gt|quot|#34|#39|#x27|#47|#x2F);/g, (each) => ENTITIES[each] ?? each);
  return plain === text ? undefined : Buffer.from(plain, 'latin1');
}
