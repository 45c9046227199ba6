import { bodyFix } from '../body-fix.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

// What people write instead of ${name}: $(name), $ {name}, $name}.
const MEANT = /^\$(?:\((?<round>[\w:.]+)\)|\s+\{(?<spaced>[\w:.]+)\}|(?<open>[\w:.]+)\})/;

/** Every `$` begins a `${variable}`. https://help.aliyun.com/zh/oss/user-guide/0007-00000105 */
export const dollarSignBeginsAVariable: Rule = {
  severity: 'error',
  refusal: 'template-invalid',
  check: (context) => {
    // Stryker disable next-line StringLiteral: where there is no body there is no dollar sign either.
    const { body = '', template } = context;
    return template.strayDollars.map((offset) => {
      const rest = body.slice(offset);
      const position = fieldPosition(context, 'callbackBody', offset);
      const match = MEANT.exec(rest);
      if (!match) return { position, args: { text: rest.slice(0, 12), name: '' } };
      // One of the groups took part; the others are blank.
      const [text, ...groups] = match;
      const name = groups.join('');
      const fix = bodyFix(context, { from: offset, to: offset + text.length, text: `\${${name}}` });
      return { position, args: { text, name }, fix };
    });
  },
};
