import { systemClock, type Clock } from '../../clock.ts';
import type { CallbackUrl } from '../../params/callback-url.ts';
import { ANSWER_RULES } from './answer-rules.ts';
import { keyUrlRule } from './key-url-rule.ts';
import { createProbeContext } from './probe-context.ts';
import type { ProbeResult } from './probe-result.ts';
import type { ProbeRule } from './probe-rule.ts';
import { REFUSAL_RULES } from './refusal-rules.ts';
import { TLS_RULES } from './tls-rules.ts';

/** Options of {@link probeServer}. */
export interface ProbeServerOptions {
  readonly url: CallbackUrl;
  /** PEM of a private key whose public half the server trusts. Default none: callbacks are used that OSS signed once. */
  readonly privateKey?: string | undefined;
  /** For each request. Default 5000, as OSS. */
  readonly timeoutMs?: number;
  /** `callbackSNI` of the callbacks that the server is for. Default true. */
  readonly sni?: boolean;
  /** Whether a certificate must be good. Default true. */
  readonly verifyCertificates?: boolean;
  readonly clock?: Clock;
}

/** Every rule, in the order in which it is reported. */
export const PROBE_RULES: readonly ProbeRule[] = [...ANSWER_RULES, ...TLS_RULES, ...REFUSAL_RULES, keyUrlRule];

/**
 * Asks a callback server what OSS would ask, and what a forger would. It gets some thirty requests; if it takes them, two of
 * them are genuine and about uploads that never were. Never rejects for what the server does.
 */
export async function probeServer(options: ProbeServerOptions): Promise<ProbeResult[]> {
  const { url, privateKey, sni = true, timeoutMs = 5_000, verifyCertificates = true, clock = systemClock } = options;
  const context = createProbeContext({ url, privateKey, sni, timeoutMs, verifyCertificates, clock });
  // First and alone, so that nothing else slows it down.
  await context.genuine('application/x-www-form-urlencoded');
  return Promise.all(
    PROBE_RULES.map(async (each) => {
      const { rule, title, fix } = each;
      return { rule, title, fix, ...(await each.check(context)) };
    }),
  );
}
