import { varPosition } from '../lint-context.ts';
import { renameFix } from '../rename-fix.ts';
import type { Rule } from '../rule.ts';

/** Each variable is called `x:something`. https://www.alibabacloud.com/help/en/oss/developer-reference/callback */
export const customVariableNamesBeginWithX: Rule = {
  severity: 'error',
  refusal: 'callback-var-invalid',
  check: (context) =>
    Object.keys(context.vars?.value ?? {})
      .filter((name) => !/^x:./s.test(name))
      .map((name) => {
        const rest = name.replace(/^x:/i, '');
        const fix = rest === '' ? undefined : renameFix(context, name, `x:${rest}`);
        return { position: varPosition(context, name), args: { name }, fix };
      }),
};
