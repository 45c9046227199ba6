import type { RuleCode } from './rule-code.ts';

/**
 * `error`: OSS refuses the upload, or the callback cannot work. `warning`: it works less often or otherwise than meant.
 * `suggestion`: it works, and there is something better.
 */
export type Severity = 'error' | 'warning' | 'suggestion';

/** Where something stands. */
export interface Position {
  /** The text meant: what was given, or what was found in it behind its base64. */
  readonly in: 'input' | 'callback' | 'callback-var' | 'policy';
  /** UTF-16 units from the text's beginning, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** UTF-16 units, from 1. */
  readonly column: number;
  /** The field of the JSON, such as `callbackBody`, where it stands in one. */
  readonly path?: string;
  /** The line, cut to what stands around the place. */
  readonly excerpt: string;
  /** Where in `excerpt` the place is, from 0. */
  readonly caret: number;
}

/** A change that mends what was found: fields to be set, and fields to be taken away. */
export interface Fix {
  readonly target: 'callback' | 'callback-var';
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
}

/** What the words about a finding are filled in with. */
export type FindingArgs = Readonly<Record<string, string | number>>;

/** What a rule found. It is data: the words about it stand in `lib/diagnostics/`. */
export interface Finding {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly position?: Position;
  readonly args: FindingArgs;
  readonly fix?: Fix;
  /** OSS's own number for the refusal, where OSS refuses it. */
  readonly ec?: string;
}
