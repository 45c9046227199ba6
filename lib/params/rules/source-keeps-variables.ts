import { positionAt } from '../position.ts';
import type { Rule } from '../rule.ts';

/** In source code `${…}` stands in a literal in which the language does not fill in variables of its own. */
export const sourceKeepsVariables: Rule = {
  severity: 'error',
  check: ({ input }) =>
    (input.interpolated ?? []).map(({ name, offset }) => ({
      position: positionAt({ text: input.text, in: 'input', offset }),
      args: { name },
    })),
};
