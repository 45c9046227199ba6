import { callbackUrlProblem } from '../callback-url.ts';
import { fieldPosition, isExpected } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** There is a URL that OSS can read. https://help.aliyun.com/zh/oss/user-guide/0007-00000004 */
export const callbackUrlIsValid: Rule = {
  severity: 'error',
  refusal: 'url-invalid',
  check: (context) => {
    const { callbackUrl } = context.fields;
    if (!isExpected(context, 'callbackUrl')) return [];
    if (typeof callbackUrl !== 'string' || callbackUrl === '') {
      const problem = callbackUrl === undefined || callbackUrl === '' ? 'missing' : 'type';
      return [{ position: fieldPosition(context, 'callbackUrl'), args: { problem } }];
    }
    return context.urls.flatMap((url) => {
      const problem = callbackUrlProblem(url);
      if (problem === undefined) return [];
      const position = fieldPosition(context, 'callbackUrl', url.offset);
      return [{ position, args: { problem, url: url.text, port: url.port ?? '', scheme: url.scheme } }];
    });
  },
};
