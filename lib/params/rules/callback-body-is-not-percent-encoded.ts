import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

const ENCODED = /(?:%24|\$)(?:%7B|\{)(?<name>[\w:.]|%3A)*(?:%7D|\})/gi;

/** Variables are not percent-encoded: OSS would not see them. https://github.com/iiDestiny/flysystem-oss/issues/104 */
export const callbackBodyIsNotPercentEncoded: Rule = {
  severity: 'error',
  check: (context) => {
    const { body } = context;
    if (body === undefined) return [];
    const first = [...body.matchAll(ENCODED)].find(([text]) => text.includes('%'));
    if (!first) return [];
    const callbackBody = body.replace(ENCODED, (text) => decodeURIComponent(text));
    return [
      {
        position: fieldPosition(context, 'callbackBody', first.index),
        args: { text: first[0], meant: decodeURIComponent(first[0]) },
        fix: { target: 'callback', set: { callbackBody } },
      },
    ];
  },
};
