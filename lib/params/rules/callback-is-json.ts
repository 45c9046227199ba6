import { jsonFault } from '../json-fault.ts';
import { textPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The callback is a JSON object. https://help.aliyun.com/zh/oss/user-guide/0007-00000003 */
export const callbackIsJson: Rule = {
  severity: 'error',
  refusal: 'callback-not-json',
  check: (context) => {
    const document = context.callback;
    const fault = document && jsonFault(document.text);
    if (!fault) return [];
    const { cause, offset, repaired } = fault;
    return [
      {
        position: textPosition(context, { document, in: 'callback', offset }),
        args: { cause },
        fix: repaired && { target: 'callback', set: repaired },
      },
    ];
  },
};
