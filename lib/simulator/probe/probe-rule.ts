import type { ProbeContext } from './probe-context.ts';
import type { ProbeOutcome } from './probe-result.ts';

/** One thing that OSS demands of a callback server, or that keeps forgers out. */
export interface ProbeRule {
  /** Stable name: a sentence of what should hold. */
  readonly rule: string;
  readonly title: string;
  /** What to do where it is broken. */
  readonly fix: string;
  check(context: ProbeContext): Promise<ProbeOutcome>;
}
