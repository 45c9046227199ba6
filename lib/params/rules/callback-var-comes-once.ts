import { encodedPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The variables come as header or in the query, never both. */
export const callbackVarComesOnce: Rule = {
  severity: 'error',
  refusal: 'callback-var-twice',
  check: (context) => {
    const { headerVar, queryVar } = context.input.parameters;
    return headerVar && queryVar ? [{ position: encodedPosition(context, headerVar) }] : [];
  },
};
