import { encodedPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** A form has no field `callback-var`: each variable is a field. https://www.alibabacloud.com/help/en/oss/developer-reference/postobject */
export const formVariablesHaveFieldsOfTheirOwn: Rule = {
  severity: 'error',
  check: (context) => {
    const { formCallbackVar } = context.input;
    return formCallbackVar === undefined ? [] : [{ position: encodedPosition(context, formCallbackVar) }];
  },
};
