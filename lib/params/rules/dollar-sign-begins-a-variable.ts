import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

// What people write instead of ${name}: $(name), $ {name}, $name}.
const MEANT = /^\$(?:\((?<round>[\w:.]+)\)|\s+\{(?<spaced>[\w:.]+)\}|(?<open>[\w:.]+)\})/;

/** Every `$` begins a `${variable}`. https://help.aliyun.com/zh/oss/user-guide/0007-00000105 */
export const dollarSignBeginsAVariable: Rule = {
  severity: 'error',
  refusal: 'template-invalid',
  check: (context) => {
    const { body = '', template } = context;
    return template.strayDollars.map((offset) => {
      const rest = body.slice(offset);
      const match = MEANT.exec(rest);
      const name = match?.groups?.['round'] ?? match?.groups?.['spaced'] ?? match?.groups?.['open'];
      const callbackBody = `${body.slice(0, offset)}\${${name ?? ''}}${rest.slice(match?.[0].length ?? 0)}`;
      return {
        position: fieldPosition(context, 'callbackBody', offset),
        args: { text: match?.[0] ?? rest.slice(0, 12), name: name ?? '' },
        fix: match ? { target: 'callback' as const, set: { callbackBody } } : undefined,
      };
    });
  },
};
