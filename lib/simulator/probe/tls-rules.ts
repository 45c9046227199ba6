import { absenceOf, unanswered } from './no-answer.ts';
import type { ProbeContext } from './probe-context.ts';
import { failed, passed, unchecked, type ProbeOutcome } from './probe-result.ts';
import type { ProbeRule } from './probe-rule.ts';

/** How the server stands to TLS, for https URLs. OSS names the host only where `callbackSNI` is true. */
export const TLS_RULES: readonly ProbeRule[] = [
  {
    rule: 'tls-with-sni-works',
    title: 'answers over TLS where the host is named (callbackSNI: true)',
    fix: 'Check that the port speaks TLS, that the certificate is for this host and that its chain is whole.',
    check: (context) => handshake(context, true),
  },
  {
    rule: 'tls-without-sni-works',
    title: 'answers over TLS where the host is not named (callbackSNI: false, the default of OSS)',
    fix: 'Set callbackSNI to true in every callback, which most hosts of today need; `oss-callback build` does.',
    check: (context) => handshake(context, false),
  },
];

async function handshake(context: ProbeContext, sni: boolean): Promise<ProbeOutcome> {
  if (context.url.scheme !== 'https') return { status: 'not-applicable', detail: 'the URL is not https' };
  const { request, exchange: first } = await context.genuine('application/x-www-form-urlencoded');
  if (absenceOf(first.answer)) return unchecked(unanswered(first));
  const exchange = await context.send(request, { sni });
  if (exchange.answer.kind === 'response') return passed(`status ${exchange.answer.status}`);
  return sni === context.sni ? failed(unanswered(exchange)) : { status: 'warned', detail: unanswered(exchange) };
}
