import type { FcCredentials } from '../../fc/credentials.ts';

/**
 * What Function Compute tells a function of an invocation; what is used of it. Events of tests and of `invoke local` may lack
 * any of it. https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/context-1
 */
export interface FcContext {
  readonly requestId?: string;
  /** Of the function's role. */
  readonly credentials?: Partial<FcCredentials>;
  readonly function?: {
    /** Seconds. */
    readonly timeout?: number;
  };
}

/** Tells how many milliseconds are left of an invocation that begins now; `undefined` where its limit is not known. */
export function remainingMs(timeoutSeconds: number | undefined): (() => number) | undefined {
  if (timeoutSeconds === undefined || !(timeoutSeconds > 0)) return undefined;
  const end = performance.now() + timeoutSeconds * 1_000;
  return () => Math.max(0, end - performance.now());
}
