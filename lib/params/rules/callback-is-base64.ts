import { base64Fault, readFaultyBase64 } from '../base64-fault.ts';
import { encodedPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The callback is standard, padded base64. https://help.aliyun.com/zh/oss/user-guide/0007-00000002 */
export const callbackIsBase64: Rule = {
  severity: 'error',
  refusal: 'callback-not-base64',
  check: (context) => {
    const { encoded, callback } = context;
    if (encoded === undefined || callback) return [];
    const set = readFaultyBase64(encoded);
    return [
      {
        position: encodedPosition(context, encoded),
        args: { fault: base64Fault(encoded) },
        fix: set && { target: 'callback', set },
      },
    ];
  },
};
