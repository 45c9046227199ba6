import { fieldPosition, isExpected } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** There is a template. https://help.aliyun.com/zh/oss/user-guide/0007-00000011 */
export const callbackBodyIsNotEmpty: Rule = {
  severity: 'error',
  refusal: 'body-empty',
  check: (context) => {
    const { callbackBody = '' } = context.fields;
    if (callbackBody !== '' || !isExpected(context, 'callbackBody')) return [];
    return [{ position: fieldPosition(context, 'callbackBody') }];
  },
};
