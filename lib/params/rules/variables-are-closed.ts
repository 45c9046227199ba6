import { bodyFix } from '../body-fix.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

// No name of a variable holds these, so that its brace was meant to stand before the first of them.
const NOT_OF_A_NAME = /[${&=",'\s]/;

/** Each variable ends where it is meant to: what runs on to a later brace takes all between with it. */
export const variablesAreClosed: Rule = {
  severity: 'error',
  check: (context) => {
    const { template } = context;
    return template.parts.flatMap((part) => {
      if (part.kind === 'text') return [];
      const length = part.name.search(NOT_OF_A_NAME);
      if (length <= 0) return [];
      const end = part.offset + '${'.length + length;
      return [
        {
          position: fieldPosition(context, 'callbackBody', part.offset),
          args: { name: part.name.slice(0, length) },
          fix: bodyFix(context, { from: end, to: end, text: '}' }),
        },
      ];
    });
  },
};
