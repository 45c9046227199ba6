import { varPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** Each variable is text. https://help.aliyun.com/zh/oss/user-guide/0007-00000104 */
export const customVariablesAreStrings: Rule = {
  severity: 'error',
  refusal: 'callback-var-invalid',
  check: (context) =>
    Object.entries(context.vars?.value ?? {})
      .filter(([, value]) => typeof value !== 'string')
      .map(([name, value]) => ({
        position: varPosition(context, name),
        args: { name, type: value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value },
        fix: {
          target: 'callback-var' as const,
          set: { [name]: value === null ? '' : JSON.stringify(value) },
        },
      })),
};
