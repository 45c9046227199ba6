import { LIMITS } from '../callback.ts';
import type { Rule } from '../rule.ts';

/** The base64 of the callback fits. https://help.aliyun.com/zh/oss/user-guide/0007-00000001 */
export const callbackIsAtMost5Kb: Rule = {
  severity: 'error',
  refusal: 'callback-too-long',
  check: ({ encoded }) => {
    if (encoded === undefined) return [];
    const bytes = Buffer.byteLength(encoded);
    return bytes > LIMITS.base64Bytes ? [{ args: { bytes, maxBytes: LIMITS.base64Bytes } }] : [];
  },
};
