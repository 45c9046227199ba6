import type { Finding } from '../params/finding.ts';
import { RULE_WORDS } from './rule-words.ts';
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
  const { words, message } = RULE_WORDS[finding.code];
  return { ...finding, message: message(finding.args), words };
}
