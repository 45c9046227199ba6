import { decodeBase64 } from '../../signature/base64.ts';
import { decodedOnceMore } from './text-repairs.ts';
import { distinct, repaired, variant, type Repair, type Variant } from './variant.ts';

// A header is at most some kilobytes; what is longer is no signature however it is read.
const MAX_LENGTH = 4_096;
const MAX_VARIANTS = 64;

/** Every signature that an `Authorization` may stand for, decoded: first as a receiver reads it. */
export function authorizationVariants(header: string | undefined): Variant[] {
  if (header === undefined || header.length > MAX_LENGTH) return [];
  const asIs: Variant = { octets: Buffer.from(header), codes: [] };
  const once = [...repairs(asIs.octets)];
  return distinct([asIs, ...once, ...repaired(once, repairs)], MAX_VARIANTS).flatMap(({ octets, codes }) => {
    const signature = decodeBase64(octets.toString());
    return signature === undefined ? [] : [{ octets: signature, codes }];
  });
}

const repairs: Repair = function* (octets) {
  const text = octets.toString();
  const bare = text.replaceAll(/[\s"']/g, '');
  if (text.trim().includes(' ')) yield variant('authorization-decoded', text.trim().replaceAll(' ', '+'));
  const halves = text.split(',').map((half) => half.trim());
  if (halves.length > 1) for (const half of halves) yield variant('authorization-doubled', half);
  const afterScheme = /^\s*[A-Za-z][A-Za-z0-9-]*[\s:]+(?<rest>[^\s].*)$/s.exec(text)?.groups?.['rest'];
  if (afterScheme !== undefined) yield variant('authorization-scheme-added', afterScheme);
  if (bare !== text) yield variant('authorization-white-space', bare);
  const decoded = decodedOnceMore(octets);
  if (decoded) yield variant('authorization-percent-encoded', decoded);
  if (/^[\w-]+=*$/.test(text)) {
    const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    yield variant('authorization-url-safe', standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  }
};
