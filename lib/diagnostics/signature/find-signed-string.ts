import { md5 } from '@noble/hashes/legacy.js';
import { stringToSign } from '../../signature/string-to-sign.ts';
import type { Variant } from './variant.ts';

/** The parts of a string to sign, each in every way that it may have read. */
export interface SignedVariants {
  readonly paths: readonly Variant[];
  /** With their `?`. */
  readonly queries: readonly Variant[];
  readonly bodies: readonly Variant[];
}

/** The three parts that gave the digest. */
export interface SignedString {
  readonly path: Variant;
  readonly query: Variant;
  readonly body: Variant;
}

/** What came of a search. */
export interface SignedStringSearch {
  /** Absent where nothing gave the digest. */
  readonly found?: SignedString;
  /** Strings that were hashed. */
  readonly tried: number;
}

const MAX_TRIES = 50_000;
const MAX_OCTETS = 67_108_864;
/** Which of path, query and body are changed; the fewest first. And how many variants of each part are tried then. */
const PATTERNS = [
  { changed: [false, false, false], each: Infinity },
  { changed: [true, false, false], each: Infinity },
  { changed: [false, true, false], each: Infinity },
  { changed: [false, false, true], each: Infinity },
  { changed: [true, true, false], each: 120 },
  { changed: [true, false, true], each: 120 },
  { changed: [false, true, true], each: 120 },
  { changed: [true, true, true], each: 16 },
] as const;

/** Searches for the string to sign that has an MD5, fewest changes first; gives up after a bounded amount of work. */
export function findSignedString({ paths, queries, bodies }: SignedVariants, digest: Uint8Array): SignedStringSearch {
  let tried = 0;
  let octets = 0;
  for (const { changed, each } of PATTERNS) {
    const [somePaths, someQueries, someBodies] = [paths, queries, bodies].map((variants, part) =>
      variants.filter(({ codes }) => codes.length > 0 === changed[part]).slice(0, each),
    );
    for (const path of somePaths ?? []) {
      for (const query of someQueries ?? []) {
        for (const body of someBodies ?? []) {
          if (tried >= MAX_TRIES || octets > MAX_OCTETS) return { tried };
          tried += 1;
          octets += body.octets.length;
          const found = { path, query, body };
          if (Buffer.from(md5(joinSigned(found))).equals(digest)) return { found, tried };
        }
      }
    }
  }
  return { tried };
}

/** Joins the parts as OSS does before it signs them. */
export function joinSigned({ path, query, body }: SignedString): Buffer {
  return stringToSign(path.octets, query.octets.toString(), body.octets);
}
