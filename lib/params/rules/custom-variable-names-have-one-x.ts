import { varPosition } from '../lint-context.ts';
import { renameFix } from '../rename-fix.ts';
import type { Rule } from '../rule.ts';

/** No variable is called `x:x:something`, as where an SDK puts the `x:` before a name that has it already. */
export const customVariableNamesHaveOneX: Rule = {
  severity: 'warning',
  check: (context) => {
    const { declared } = context;
    if (!declared) return [];
    return declared
      .filter((name) => /^x:x:/i.test(name))
      .map((name) => {
        const meant = name.replace(/(?:x:)+/i, 'x:');
        return {
          position: varPosition(context, name),
          args: { name, meant },
          fix: renameFix(context, name, meant),
        };
      });
  },
};
