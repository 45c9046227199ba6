import type { DescribedFinding } from '../diagnostics/describe-finding.ts';

/** A finding as the page shows it. */
export type ShownFinding = Pick<DescribedFinding, 'code' | 'severity' | 'message' | 'ec' | 'position'> & {
  readonly fix: readonly string[];
};

/** What the editor shows beside a callback. */
export interface CheckedCallback {
  readonly findings: readonly ShownFinding[];
  /** The body that OSS would send, with sample values; absent where the callback cannot be read so far. */
  readonly rendered?: string;
  readonly bodyType?: string;
  /** Why a receiver could not read that body. */
  readonly problem?: string;
}
