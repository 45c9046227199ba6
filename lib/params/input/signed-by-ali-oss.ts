import { markAt, skipBrackets } from './evaluate-source.ts';
import type { SourceToken } from './tokenize-source.ts';

const SIGNING = ['signatureUrl', 'asyncSignatureUrl'];
const UPLOADS = ['put', 'putStream', 'append', 'multipartUpload', 'completeMultipartUpload'];

/**
 * Whether ali-oss code puts a callback into a URL that it signs (`signatureUrl`, `asyncSignatureUrl`). Where it does not show
 * what is signed, as with options in a variable, it does if nothing is uploaded there besides. Never throws.
 */
export function isSignedByAliOss(tokens: readonly SourceToken[]): boolean {
  const calls = callsOf(tokens, SIGNING);
  const namesCallback = (at: number): boolean => {
    const end = skipBrackets({ tokens, at, depth: 0 });
    return tokens
      .slice(at, end)
      .some(
        ({ kind, value }, index) => value === 'callback' && (kind === 'word' || markAt(tokens, at + index + 1) === ':'),
      );
  };
  return calls.some(namesCallback) || (calls.length > 0 && callsOf(tokens, UPLOADS).length === 0);
}

/** Where the brackets of calls by these names open. */
function callsOf(tokens: readonly SourceToken[], names: readonly string[]): number[] {
  return tokens.flatMap(({ kind, value }, at) =>
    kind === 'word' && names.includes(value) && markAt(tokens, at + 1) === '(' ? [at + 1] : [],
  );
}
