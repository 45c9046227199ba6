import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The template is text, also where it is JSON: JSON in a JSON string. https://help.aliyun.com/zh/oss/user-guide/0007-00000010 */
export const callbackBodyIsAString: Rule = {
  severity: 'error',
  refusal: 'body-invalid',
  check: (context) => {
    const { callbackBody } = context.fields;
    if (callbackBody === undefined || typeof callbackBody === 'string') return [];
    // Only a template without quotes around its variables is right, and no serializer of an object writes that.
    const template = JSON.stringify(callbackBody).replace(/"(\$\{[^"}]*\})"/g, '$1');
    const isObject = typeof callbackBody === 'object' && callbackBody !== null;
    const fix = isObject ? { target: 'callback' as const, set: { callbackBody: template } } : undefined;
    return [{ position: fieldPosition(context, 'callbackBody'), fix }];
  },
};
