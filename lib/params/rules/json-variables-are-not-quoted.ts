import { bodyFix } from '../body-fix.ts';
import { fieldPosition } from '../lint-context.ts';
import { quotedVariables } from '../quoted-variables.ts';
import type { Rule } from '../rule.ts';

/** In a JSON body no text variable stands in quotes: OSS writes its quotes itself. */
export const jsonVariablesAreNotQuoted: Rule = {
  severity: 'error',
  check: (context) => {
    const { template, isJsonBody } = context;
    if (!isJsonBody) return [];
    return quotedVariables(template).map(({ name, offset, isAlone }) => {
      const text = `\${${name}}`;
      return {
        position: fieldPosition(context, 'callbackBody', offset),
        args: { name, kind: isAlone ? 'alone' : 'within' },
        fix: isAlone ? bodyFix(context, { from: offset - 1, to: offset + text.length + 1, text }) : undefined,
      };
    });
  },
};
