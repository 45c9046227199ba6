import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';
import { isAdditionalHeaders } from '../validate-callback.ts';

/** Additional headers are a map, and none is one of OSS's own. https://help.aliyun.com/zh/oss/user-guide/0007-00000026 */
export const additionalHeadersAreNotOfOss: Rule = {
  severity: 'error',
  refusal: 'additional-headers-invalid',
  check: (context) => {
    const { additionalHeaders } = context.fields;
    return additionalHeaders === undefined || isAdditionalHeaders(additionalHeaders)
      ? []
      : [{ position: fieldPosition(context, 'additionalHeaders') }];
  },
};
