import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** A callback policy that is referred to is one that the bucket has. Where the bucket's are not known, only its form is judged. */
export const callbackPolicyIsKnown: Rule = {
  severity: 'error',
  refusal: 'callback-policy-unknown',
  check: (context) => {
    const { callbackPolicy } = context.fields;
    if (callbackPolicy === undefined) return [];
    const policies = context.callbackPolicies;
    const isKnown = policies ? policies.some((name) => name === callbackPolicy) : typeof callbackPolicy === 'string';
    return isKnown ? [] : [{ position: fieldPosition(context, 'callbackPolicy') }];
  },
};
