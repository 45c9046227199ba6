import { textPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** No field stands twice in the JSON: which one counts is anybody's guess. */
export const callbackFieldsComeOnce: Rule = {
  severity: 'warning',
  check: (context) =>
    (['callback', 'callback-var'] as const).flatMap((parameter) => {
      const document = parameter === 'callback' ? context.callback : context.vars;
      if (!document) return [];
      return document.members
        .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) < index)
        .map(({ name, nameOffset }) => ({
          position: textPosition(context, { document, in: parameter, offset: nameOffset, path: name }),
          args: { name },
        }));
    }),
};
