import { LIMITS } from '../callback.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** OSS tries five URLs at most. https://help.aliyun.com/zh/oss/user-guide/0007-00000005 */
export const callbackUrlsAreAtMostFive: Rule = {
  severity: 'error',
  refusal: 'too-many-urls',
  check: (context) => {
    const sixth = context.urls[LIMITS.urls];
    if (!sixth) return [];
    const position = fieldPosition(context, 'callbackUrl', sixth.offset);
    return [{ position, args: { count: context.urls.length, max: LIMITS.urls } }];
  },
};
