import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The callback is encrypted: a body that was read on the way can be sent again, for its signature never ends. */
export const callbackUrlIsHttps: Rule = {
  severity: 'suggestion',
  check: (context) =>
    context.urls
      .filter(({ text }) => /^http:\/\//i.test(text))
      .map(({ text, offset }) => ({ position: fieldPosition(context, 'callbackUrl', offset), args: { url: text } })),
};
