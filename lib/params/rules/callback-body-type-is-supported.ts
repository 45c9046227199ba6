import { BODY_TYPES } from '../callback.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The body type is one of two, without charset. https://help.aliyun.com/zh/oss/user-guide/0007-00000013 */
export const callbackBodyTypeIsSupported: Rule = {
  severity: 'error',
  refusal: 'body-type-unsupported',
  check: (context) => {
    const { bodyType } = context;
    if (typeof bodyType !== 'string' || BODY_TYPES.some((type) => type === bodyType)) return [];
    const meant = meantType(bodyType);
    return [
      {
        position: fieldPosition(context, 'callbackBodyType'),
        args: { bodyType, hasParameter: bodyType.includes(';') ? 'yes' : 'no' },
        fix: meant === undefined ? undefined : { target: 'callback', set: { callbackBodyType: meant } },
      },
    ];
  },
};

function meantType(bodyType: string): string | undefined {
  if (/json/i.test(bodyType)) return 'application/json';
  return /form|urlencoded|^url$/i.test(bodyType) ? 'application/x-www-form-urlencoded' : undefined;
}
