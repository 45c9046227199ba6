import { varPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** Every custom variable that comes with the upload stands in the template; else the callback does not carry it. */
export const customVariablesAreUsed: Rule = {
  severity: 'warning',
  check: (context) => {
    const { template, body, declared = [] } = context;
    if (body === undefined) return [];
    const used = template.parts.map((part) => (part.kind === 'variable' ? part.name : ''));
    return declared
      .filter((name) => !used.includes(name))
      .map((name) => ({ position: varPosition(context, name), args: { name } }));
  },
};
