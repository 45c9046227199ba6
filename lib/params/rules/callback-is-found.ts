import type { Rule } from '../rule.ts';

/** There is a callback in what was given. Variables alone are fine where the callback may be somewhere else. */
export const callbackIsFound: Rule = {
  severity: 'error',
  check: ({ input, encoded, encodedVars }) =>
    encoded !== undefined || (encodedVars !== undefined && !input.isWhole) ? [] : [{ args: { kind: input.kind } }],
};
