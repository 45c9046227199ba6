import type { SignatureChangeCode } from './signature-change.ts';

/** One way in which a part of a request may have read when OSS signed it. */
export interface Variant {
  /** As it goes into the string to sign. */
  readonly octets: Buffer;
  /** What must have happened on the way, first thing first; empty for the part as it came. */
  readonly codes: readonly SignatureChangeCode[];
}

/** Makes variants of some octets; they say only what this one step is. */
export type Repair = (octets: Buffer) => Iterable<Variant>;

/** A variant that takes one step. */
export function variant(code: SignatureChangeCode, octets: Uint8Array | string): Variant {
  return { octets: typeof octets === 'string' ? Buffer.from(octets) : Buffer.from(octets), codes: [code] };
}

/** Lists variants of variants, without those that are there already. The first of two equal ones stays. */
export function distinct(variants: Iterable<Variant>, limit: number): Variant[] {
  const seen = new Map<string, Variant>();
  for (const each of variants) {
    const key = each.octets.toString('latin1');
    if (!seen.has(key)) seen.set(key, each);
    if (seen.size >= limit) break;
  }
  return [...seen.values()];
}

/** Takes a further step from each variant. What happened last on the way is undone first, so codes go in front. */
export function* repaired(variants: Iterable<Variant>, repair: Repair): Generator<Variant, void, undefined> {
  for (const { octets, codes } of variants) {
    for (const next of repair(octets)) yield { octets: next.octets, codes: [...next.codes, ...codes] };
  }
}
