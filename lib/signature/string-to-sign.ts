import { pathCandidates } from './path-candidates.ts';
import { queryCandidates } from './query-candidates.ts';
import type { SignedParts } from './signed-parts.ts';

/**
 * Joins what OSS signs: the percent-decoded path, the query verbatim with its `?`, one LF, the body's octets.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export function stringToSign(path: Uint8Array, query: string, body: Uint8Array): Buffer {
  return Buffer.concat([path, Buffer.from(`${query}\n`), body]);
}

/** Options of {@link findStringToSign}. */
export interface FindStringToSignOptions {
  /** What a proxy stripped from the front of the public path; stands before `request.pathPrefix`. Default none. */
  readonly publicPathPrefix?: string | undefined;
  /** Whether this is the string that was signed. */
  readonly isSigned: (candidate: Uint8Array) => boolean;
}

/**
 * Finds the string to sign: the likeliest one, and after it the few others that stand for the same request where the
 * platform lost octets on the way. Each is exact: none accepts what OSS did not sign. Each is joined when it is asked about.
 * @throws {MalformedRequestError} where the path has a bad percent escape.
 */
export function findStringToSign(
  request: SignedParts,
  { publicPathPrefix, isSigned }: FindStringToSignOptions,
): Uint8Array | undefined {
  const queries = queryCandidates(request);
  for (const path of pathCandidates(request, publicPathPrefix)) {
    for (const query of queries) {
      const candidate = stringToSign(path, query, request.body);
      if (isSigned(candidate)) return candidate;
    }
  }
  return undefined;
}
