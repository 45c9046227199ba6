import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** `callbackSNI` is `true` or `false`, not text. https://www.alibabacloud.com/help/en/oss/developer-reference/callback */
export const callbackSniIsABoolean: Rule = {
  severity: 'error',
  check: (context) => {
    const { callbackSNI } = context.fields;
    if (callbackSNI === undefined || typeof callbackSNI === 'boolean') return [];
    const value = JSON.stringify(callbackSNI);
    const isMeant = /^"?(?:true|1|yes|on)"?$/i.test(value);
    return [
      {
        position: fieldPosition(context, 'callbackSNI'),
        args: { value },
        fix: { target: 'callback', set: { callbackSNI: isMeant } },
      },
    ];
  },
};
