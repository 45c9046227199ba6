import { namedGroups } from '../named-groups.ts';
import { type SourceLanguage, sourceLanguage } from './source-language.ts';
import { unescapeLiteral } from './unescape-literal.ts';

/** A token of source code, as far as string literals and what stands around them matter. */
export type SourceToken =
  | { readonly kind: 'string'; readonly value: string; readonly interpolated: readonly Interpolated[] }
  | { readonly kind: 'word'; readonly value: string }
  | {
      readonly kind: 'punctuation';
      readonly value: string;
      /** Of an opening bracket: the index of the one that closes it, where there is one. */
      readonly close?: number;
    };

/** A `${name}` in a literal that the language fills in by itself. */
export interface Interpolated {
  readonly name: string;
  readonly offset: number;
}

const PATTERNS = [
  String.raw`(?<remark>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
  String.raw`(?<triple>[rRbBfFuU]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''))`,
  String.raw`(?<heredoc><<<(?<quote>['"]?)(?<tag>\w+)\k<quote>\r?\n[\s\S]*?\n\s*\k<tag>\b)`,
  String.raw`(?<double>[@$rRbBfFuUL]{0,2}"(?:[^"\\]|\\[\s\S])*")`,
  String.raw`(?<single>[rRbBfFuU]{0,2}'(?:[^'\\]|\\[\s\S])*')`,
  '(?<backtick>`(?:[^`\\\\]|\\\\[\\s\\S])*`)',
  String.raw`(?<word>\$?[\p{L}_][\p{L}\p{N}_]*|:[\p{L}_][\p{L}\p{N}_]*(?=\s*=>)|\d[\d_.]*)`,
  String.raw`(?<punctuation>=>|::|->|:=|[^\s\w])`,
];
const HASH_COMMENT = '(?<comment>#[^\\n]*)';
/** What stands before the others in some languages: elsewhere # may stand anywhere, and an @ changes nothing. */
const OWN_PATTERNS: Readonly<Partial<Record<SourceLanguage, string>>> = {
  php: HASH_COMMENT,
  ruby: HASH_COMMENT,
  python: HASH_COMMENT,
  csharp: '(?<verbatim>(?:@|\\$@|@\\$)"(?:[^"]|"")*")',
};

type TokenGroup = 'comment' | 'remark' | 'word' | 'punctuation';

const CLOSING: Readonly<Record<string, string | undefined>> = { '{': '}', '[': ']', '(': ')' };

/** Takes source code apart. Never throws: a literal that nobody closes is punctuation. */
export function tokenizeSource(source: string, language = sourceLanguage(source)): SourceToken[] {
  const own = OWN_PATTERNS[language];
  const patterns = own === undefined ? PATTERNS : [own, ...PATTERNS];
  const tokens: SourceToken[] = [];
  for (const match of source.matchAll(new RegExp(patterns.join('|'), 'gu'))) {
    const { comment, remark, word, punctuation } = namedGroups<TokenGroup>(match);
    if (comment !== undefined || remark !== undefined) continue;
    if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', value: punctuation });
    else tokens.push({ kind: 'string', ...unescapeLiteral(match[0], match.index, language) });
  }
  return matchBrackets(tokens);
}

// Once for all: looking for each bracket's end on its own would take quadratic time.
function matchBrackets(tokens: readonly SourceToken[]): SourceToken[] {
  const matched = [...tokens];
  // Stryker disable next-line ArrayDeclaration: what already stands at the bottom closes nothing.
  const open: { at: number; open: string; close: string }[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'punctuation') return;
    const close = CLOSING[token.value];
    if (close !== undefined) open.push({ at, open: token.value, close });
    const last = open.at(-1);
    if (last?.close !== token.value) return;
    open.pop();
    matched[last.at] = { kind: 'punctuation', value: last.open, close: at };
  });
  return matched;
}
