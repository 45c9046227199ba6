import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The URL has no query: it is signed verbatim, and some platforms do not hand it over verbatim. */
export const callbackUrlHasNoQuery: Rule = {
  severity: 'suggestion',
  check: (context) =>
    context.urls
      .filter(({ query }) => query !== '')
      .map(({ text, offset, query }) => ({
        position: fieldPosition(context, 'callbackUrl', offset + text.indexOf('?')),
        args: { query },
      })),
};
