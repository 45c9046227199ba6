import type { FindingArgs } from '../params/finding.ts';
import type { RuleCode } from '../params/rule-code.ts';
import { REFUSED_RULE_WORDS } from './rule-words-refused.ts';
import { STYLE_RULE_WORDS } from './rule-words-style.ts';
import { TEMPLATE_RULE_WORDS } from './rule-words-template.ts';
import type { Words } from './words.ts';

/** Words for a rule: about the rule as such, and about one finding. */
export interface RuleWords {
  readonly words: Words;
  /** One sentence about the finding at hand. */
  readonly message: (args: FindingArgs) => string;
  /** What to do first about the finding at hand, where that is more than the rule as such can say. */
  readonly firstFix?: (args: FindingArgs) => string | undefined;
}

/** Words for every rule. A rule without words does not compile. */
export const RULE_WORDS: Readonly<Record<RuleCode, RuleWords>> = {
  ...REFUSED_RULE_WORDS,
  ...TEMPLATE_RULE_WORDS,
  ...STYLE_RULE_WORDS,
};
