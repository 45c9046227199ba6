import { base64Fault, readFaultyBase64 } from '../base64-fault.ts';
import { encodedPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The variables are standard, padded base64. https://help.aliyun.com/zh/oss/user-guide/0007-00000102 */
export const callbackVarIsBase64: Rule = {
  severity: 'error',
  refusal: 'callback-var-not-base64',
  check: (context) => {
    const { encodedVars, vars } = context;
    if (encodedVars === undefined || vars) return [];
    const set = readFaultyBase64(encodedVars);
    return [
      {
        position: encodedPosition(context, encodedVars),
        args: { fault: base64Fault(encodedVars) },
        fix: set && { target: 'callback-var', set },
      },
    ];
  },
};
