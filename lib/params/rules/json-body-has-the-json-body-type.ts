import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** A template that looks like JSON has the JSON body type: else its values come percent-encoded and without quotes. */
export const jsonBodyHasTheJsonBodyType: Rule = {
  severity: 'error',
  check: (context) => {
    const { body, bodyType } = context;
    const first = body?.trimStart().charAt(0);
    if (bodyType !== 'application/x-www-form-urlencoded' || (first !== '{' && first !== '[')) return [];
    return [
      {
        position: fieldPosition(context, 'callbackBody'),
        args: { isStated: context.fields['callbackBodyType'] === undefined ? 'no' : 'yes' },
        fix: { target: 'callback', set: { callbackBodyType: 'application/json' } },
      },
    ];
  },
};
