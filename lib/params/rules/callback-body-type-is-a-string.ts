import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The body type is text. https://help.aliyun.com/zh/oss/user-guide/0007-00000012 */
export const callbackBodyTypeIsAString: Rule = {
  severity: 'error',
  refusal: 'body-type-invalid',
  check: (context) =>
    typeof context.bodyType === 'string' ? [] : [{ position: fieldPosition(context, 'callbackBodyType') }],
};
