import type { SignedParts } from './signed-parts.ts';
import { hasBadEscape, percentDecode } from './percent-decode.ts';

/**
 * The decoded path that OSS signed, first as it most likely was. More than one only where something is unsure:
 * - `+` may be signed as itself or as a space: OSS says only "url_decode";
 * - an already decoded `%41` may have been `%2541`, or a gateway (serverless-offline) did not decode after all;
 * - a prefix that the platform names may or may not be part of the public path (custom domains).
 * @throws {MalformedRequestError} where an encoded path has a bad percent escape.
 */
export function pathCandidates(
  { path, pathEncoding, pathPrefix = '' }: SignedParts,
  publicPathPrefix: string | undefined,
): Buffer[] {
  const stripped = withoutSlash(publicPathPrefix ?? '');
  const candidates = spellings(stripped + path, pathEncoding);
  return pathPrefix === '' ? candidates : [...candidates, ...spellings(stripped + pathPrefix + path, pathEncoding)];
}

function spellings(path: string, pathEncoding: SignedParts['pathEncoding']): Buffer[] {
  if (pathEncoding === 'encoded') return withPlus(path, percentDecode(path));
  const asGiven = withPlus(path, Buffer.from(path));
  const isEscaped = path.includes('%') && !hasBadEscape(path);
  return isEscaped ? [...asGiven, ...withPlus(path, percentDecode(path))] : asGiven;
}

function withPlus(path: string, decoded: Buffer): Buffer[] {
  if (!path.includes('+')) return [decoded];
  const spaced = path.replaceAll('+', ' ');
  // `%2B` is a plus that was escaped on purpose: it is decoded after the space is put in.
  return [decoded, decoded.equals(Buffer.from(path)) ? Buffer.from(spaced) : percentDecode(spaced)];
}

const withoutSlash = (prefix: string): string => prefix.replace(/\/$/, '');
