import { encodedPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The callback comes as header or in the query, never both. https://help.aliyun.com/zh/oss/user-guide/0007-00000027 */
export const callbackComesOnce: Rule = {
  severity: 'error',
  refusal: 'callback-twice',
  check: (context) => {
    const { header, query } = context.input.parameters;
    return header && query ? [{ position: encodedPosition(context, header) }] : [];
  },
};
