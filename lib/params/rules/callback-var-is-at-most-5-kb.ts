import { LIMITS } from '../callback.ts';
import type { Rule } from '../rule.ts';

/** The base64 of the variables fits. https://help.aliyun.com/zh/oss/user-guide/0007-00000101 */
export const callbackVarIsAtMost5Kb: Rule = {
  severity: 'error',
  refusal: 'callback-var-too-long',
  check: ({ encodedVars }) => {
    if (encodedVars === undefined) return [];
    const bytes = Buffer.byteLength(encodedVars);
    return bytes > LIMITS.base64Bytes ? [{ args: { bytes, maxBytes: LIMITS.base64Bytes } }] : [];
  },
};
