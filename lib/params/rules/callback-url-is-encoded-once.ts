import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The URL is not encoded twice, as where a library encodes what was encoded already. */
export const callbackUrlIsEncodedOnce: Rule = {
  severity: 'warning',
  check: (context) => {
    const { callbackUrl } = context.fields;
    const found = typeof callbackUrl === 'string' ? /(?:%25[0-9a-f]{2})+/i.exec(callbackUrl) : null;
    return found ? [{ position: fieldPosition(context, 'callbackUrl', found.index), args: { text: found[0] } }] : [];
  },
};
