import { fieldPosition } from '../lint-context.ts';
import { quotedVariables } from '../quoted-variables.ts';
import type { Rule } from '../rule.ts';

/** In a JSON body no text variable stands in quotes: OSS writes its quotes itself. */
export const jsonVariablesAreNotQuoted: Rule = {
  severity: 'error',
  check: (context) => {
    const { body = '', template, isJsonBody } = context;
    if (!isJsonBody) return [];
    return quotedVariables(template).map(({ name, offset, isAlone }) => {
      const end = offset + name.length + 3;
      const callbackBody = `${body.slice(0, offset - 1)}\${${name}}${body.slice(end + 1)}`;
      return {
        position: fieldPosition(context, 'callbackBody', offset),
        args: { name, kind: isAlone ? 'alone' : 'within' },
        fix: isAlone ? { target: 'callback' as const, set: { callbackBody } } : undefined,
      };
    });
  },
};
