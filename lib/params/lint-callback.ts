import type { CallbackInput } from './callback-input.ts';
import type { Finding } from './finding.ts';
import { createLintContext, type LintContext } from './lint-context.ts';
import { readInput } from './read-input.ts';
import { type Refusal, REFUSALS } from './refusal.ts';
import type { Draft, Rule } from './rule.ts';
import { RULE_CODES, type RuleCode } from './rule-code.ts';
import { RULES } from './rules/index.ts';

/** What the linter may be told beside the text. */
export interface LintOptions {
  /** Names of the callback policies of the bucket; where not given, any name is taken. */
  readonly callbackPolicies?: readonly string[];
}

/**
 * Finds what is wrong with callback parameters: what OSS refuses, what fails later, and what could be better. Takes what people
 * have: the JSON, its base64, a header, a presigned URL, a form, a curl command, SDK source code. Never throws.
 */
export function lintCallback(input: string | CallbackInput, options: LintOptions = {}): Finding[] {
  const found = typeof input === 'string' ? readInput(input) : input;
  const context = createLintContext(found, options.callbackPolicies);
  return RULE_CODES.flatMap((code) => findingsOf(code, context));
}

function findingsOf(code: RuleCode, context: LintContext): Finding[] {
  const rule = RULES[code];
  return rule.check(context).map((draft) => toFinding(code, rule, draft));
}

function toFinding(code: RuleCode, rule: Rule, { severity = rule.severity, position, args = {}, fix }: Draft): Finding {
  const refusal: Pick<Refusal, 'ec' | 'code'> | undefined = rule.refusal && REFUSALS[rule.refusal];
  return {
    code,
    severity,
    ...(position && { position }),
    args,
    ...(fix && { fix }),
    // A milder finding of the same rule is one that OSS does not refuse.
    ...(severity === 'error' && refusal?.ec !== undefined && { ec: refusal.ec }),
  };
}
