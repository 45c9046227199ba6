/**
 * How a server stands to one rule. `warned`: it fails only those who use it otherwise than is usual today; `unchecked`: it could not be seen; `not-applicable`: the rule is about something
 * that this URL does not have.
 */
export type ProbeStatus = 'passed' | 'failed' | 'warned' | 'unchecked' | 'not-applicable';

/** What came of looking at one rule. */
export interface ProbeOutcome {
  readonly status: ProbeStatus;
  /** What was seen, or why nothing was. */
  readonly detail: string;
  /** What to do, where what was seen asks for something else than the rule's own. */
  readonly fix?: string;
}

/** The outcome of one rule, in words. */
export interface ProbeResult extends ProbeOutcome {
  /** Stable name: a sentence of what should hold. */
  readonly rule: string;
  readonly title: string;
  /** What to do where it failed. */
  readonly fix: string;
}

/** The rule holds. */
export const passed = (detail: string): ProbeOutcome => ({ status: 'passed', detail });

/** The rule is broken. */
export const failed = (detail: string): ProbeOutcome => ({ status: 'failed', detail });

/** The rule could not be seen. */
export const unchecked = (detail: string): ProbeOutcome => ({ status: 'unchecked', detail });
