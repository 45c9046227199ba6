import type { OssCallbackErrorCode } from '../errors.ts';
import type { RuleCode } from '../params/rule-code.ts';
import type { Evidence } from './evidence.ts';
import type { OssErrorName } from './known-errors.ts';
import type { Words } from './words.ts';

/** An error that is known. */
export interface KnownExplanation extends Words {
  readonly known: true;
  /** Which error it is: a name of OSS's errors, a code of ours, the name of a rule, or `http-N`. */
  readonly code: OssErrorName | OssCallbackErrorCode | RuleCode | `http-${number}`;
  /** OSS's number for it, where there is one. */
  readonly ec?: string;
  /** What was read from the text: `status`, `costMs`, `timeoutMs`, `address`, `requestId`, `argumentName`. */
  readonly values: Readonly<Record<string, string>>;
  /** What shows the cause in the very text that was given. */
  readonly evidence: readonly Evidence[];
}

/** An error that is not known. */
export interface UnknownExplanation {
  readonly known: false;
  /** Known errors that share words with the text, the likeliest first. */
  readonly nearest: readonly { readonly code: string; readonly title: string }[];
}

/** What `explain` answers. */
export type Explanation = KnownExplanation | UnknownExplanation;
