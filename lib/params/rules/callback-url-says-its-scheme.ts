import { callbackUrlProblem } from '../callback-url.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The URL says whether it is http or https; OSS takes http where it does not. */
export const callbackUrlSaysItsScheme: Rule = {
  severity: 'suggestion',
  check: (context) =>
    context.urls
      .filter((url) => callbackUrlProblem(url) === undefined && !/^https?:\/\//i.test(url.text))
      .map(({ text, offset }) => ({ position: fieldPosition(context, 'callbackUrl', offset), args: { url: text } })),
};
