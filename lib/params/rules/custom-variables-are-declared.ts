import { fieldPosition } from '../lint-context.ts';
import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';

/** Every custom variable that the template names comes with the upload; else it is blank. */
export const customVariablesAreDeclared: Rule = {
  severity: 'warning',
  check: (context) => {
    const { template, declared } = context;
    if (!declared) return [];
    return template.parts.flatMap((part) =>
      part.kind === 'text' || !part.name.startsWith('x:') || declared.includes(part.name)
        ? []
        : [
            {
              position: fieldPosition(context, 'callbackBody', part.offset),
              args: { name: part.name, meant: nearest(part.name, declared) ?? '' },
            },
          ],
    );
  },
};
