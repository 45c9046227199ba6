import { varPosition } from '../lint-context.ts';
import { renameFix } from '../rename-fix.ts';
import type { Rule } from '../rule.ts';

/** Variables are in lower case, as OSS documents. https://www.alibabacloud.com/help/en/oss/developer-reference/callback */
export const customVariableNamesAreLowerCase: Rule = {
  severity: 'error',
  refusal: 'callback-var-invalid',
  check: (context) => {
    const { declared } = context;
    if (!declared) return [];
    const inForm = Object.keys(context.input.formVars ?? {});
    return declared
      .filter((name) => /^x:/i.test(name) && /[A-Z]/.test(name))
      .map((name) => {
        const args = { name, meant: name.toLowerCase() };
        // Fields of a form are not checked, but their names are not told apart by case.
        if (inForm.includes(name)) return { severity: 'warning' as const, args };
        return { position: varPosition(context, name), args, fix: renameFix(context, name, args.meant) };
      });
  },
};
