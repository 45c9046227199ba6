import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The value of the Host header is text. https://help.aliyun.com/zh/oss/user-guide/0007-00000009 */
export const callbackHostIsAString: Rule = {
  severity: 'error',
  refusal: 'callback-host-invalid',
  check: (context) => {
    const { callbackHost } = context.fields;
    return callbackHost === undefined || typeof callbackHost === 'string'
      ? []
      : [{ position: fieldPosition(context, 'callbackHost') }];
  },
};
