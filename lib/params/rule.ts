import type { FindingArgs, Fix, Position, Severity } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import type { RefusalReason } from './refusal.ts';

/** What a rule says of one place; its code and, where not said otherwise, its severity come from the rule. */
export interface Draft {
  readonly severity?: Severity;
  readonly position?: Position | undefined;
  readonly args?: FindingArgs;
  readonly fix?: Fix | undefined;
}

/** One thing that should hold. Rules are pure, and never throw whatever the context holds. */
export interface Rule {
  readonly severity: Severity;
  /** Why OSS would refuse the upload, where it would. */
  readonly refusal?: RefusalReason;
  /** Says what does not hold; nothing where it does, or where another rule already says why it cannot be told. */
  readonly check: (context: LintContext) => readonly Draft[];
}
