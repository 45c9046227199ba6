import { varPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';
import { variableNames } from '../variable-names.ts';

/** Every custom variable that comes with the upload stands in the template; else the callback does not carry it. */
export const customVariablesAreUsed: Rule = {
  severity: 'warning',
  check: (context) => {
    const { template, body, declared = [] } = context;
    if (body === undefined) return [];
    const used = variableNames(template);
    return declared
      .filter((name) => !used.includes(name))
      .map((name) => ({ position: varPosition(context, name), args: { name } }));
  },
};
