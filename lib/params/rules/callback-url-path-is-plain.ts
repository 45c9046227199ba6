import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The path has neither `%` nor `+`: not every platform hands them over as OSS signed them. */
export const callbackUrlPathIsPlain: Rule = {
  severity: 'suggestion',
  check: (context) =>
    context.urls.flatMap(({ text, offset, path }) => {
      const found = /[%+]/.exec(path);
      if (!found) return [];
      const position = fieldPosition(context, 'callbackUrl', offset + text.indexOf(path) + found.index);
      return [{ position, args: { character: found[0], path } }];
    }),
};
