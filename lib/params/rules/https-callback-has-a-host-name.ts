import { hostKind } from '../host-kind.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** With https, the host is a name: certificates are for names, and so is SNI. */
export const httpsCallbackHasAHostName: Rule = {
  severity: 'warning',
  check: (context) =>
    context.urls
      .filter(({ scheme, host }) => scheme === 'https' && !['name', 'malformed'].includes(hostKind(host)))
      .map(({ offset, host }) => ({ position: fieldPosition(context, 'callbackUrl', offset), args: { host } })),
};
