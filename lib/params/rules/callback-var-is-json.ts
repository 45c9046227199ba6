import { jsonFault } from '../json-fault.ts';
import { textPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The variables are a JSON object. https://help.aliyun.com/zh/oss/user-guide/0007-00000103 */
export const callbackVarIsJson: Rule = {
  severity: 'error',
  refusal: 'callback-var-not-json',
  check: (context) => {
    const document = context.vars;
    const fault = document && jsonFault(document.text);
    if (!fault) return [];
    return [
      {
        position: textPosition(context, { document, in: 'callback-var', offset: fault.offset }),
        args: { cause: fault.cause },
      },
    ];
  },
};
