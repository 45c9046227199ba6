import { evaluateCollection, evaluateSource, markAt } from './evaluate-source.ts';
import type { SourceValue } from './source-value.ts';
import type { SourceToken } from './tokenize-source.ts';

/** A value somewhere in source code, and the name that it is given there. */
export interface SourceFact {
  /** Of a variable, an entry, a setter without its `set`, or the first argument of a call with two. */
  readonly name?: string;
  readonly value: SourceValue;
}

/** Lists every value in source code that is given a name, and every literal and collection. Never throws. */
export function sourceFacts(tokens: readonly SourceToken[]): SourceFact[] {
  return tokens.flatMap((token, at) => {
    if (token.kind === 'punctuation') return bracketFacts(tokens, at);
    const mark = markAt(tokens, at + 1);
    if (['=', ':', ':=', '=>'].includes(mark)) return [named(token.value, tokens, at + 2)];
    if (token.kind === 'word')
      return mark === '(' && /^set[A-Z]/.test(token.value) ? [named(setterName(token.value), tokens, at + 2)] : [];
    if (mark === ']' && markAt(tokens, at + 2) === '=') return [named(token.value, tokens, at + 3)];
    const isFirstArgument = markAt(tokens, at - 1) === '(' && mark === ',';
    const isContinuation =
      tokens[at - 1]?.kind === 'string' ||
      (['+', '.', '\\'].includes(markAt(tokens, at - 1)) && tokens[at - 2]?.kind === 'string');
    const literal = isContinuation ? [] : [{ value: evaluateSource({ tokens, at, depth: 0 }).value }];
    return isFirstArgument ? [named(token.value, tokens, at + 2), ...literal] : literal;
  });
}

function named(name: string, tokens: readonly SourceToken[], at: number): SourceFact {
  // A variable of PHP, a symbol of Ruby.
  return { name: name.replace(/^[$:]/, ''), value: evaluateSource({ tokens, at, depth: 0 }).value };
}

const setterName = (setter: string): string => setter.charAt(3).toLowerCase() + setter.slice(4);

function bracketFacts(tokens: readonly SourceToken[], at: number): SourceFact[] {
  const mark = markAt(tokens, at);
  return mark === '{' || mark === '[' || mark === '('
    ? [{ value: evaluateCollection({ tokens, at, depth: 0 }).value }]
    : [];
}
