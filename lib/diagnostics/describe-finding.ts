import type { Finding } from '../params/finding.ts';
import { RULE_WORDS, type RuleWords } from './rule-words.ts';
import type { Words } from './words.ts';

/** A finding in words. */
export interface DescribedFinding extends Finding {
  /** One sentence about this very finding. */
  readonly message: string;
  /** About the rule as such. */
  readonly words: Words;
}

/** Puts a finding into words. */
export function describeFinding(finding: Finding): DescribedFinding {
  const { words, message, firstFix }: RuleWords = RULE_WORDS[finding.code];
  const first = firstFix?.(finding.args);
  const fix = first === undefined ? words.fix : [first, ...words.fix];
  return { ...finding, message: message(finding.args), words: { ...words, fix } };
}
