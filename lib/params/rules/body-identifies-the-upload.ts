import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';
import { variableNames } from '../variable-names.ts';

/** The body says which upload it is about: bucket and object, and `reqId`, by which a delivery that comes twice is known. */
export const bodyIdentifiesTheUpload: Rule = {
  severity: 'suggestion',
  check: (context) => {
    const { template, body } = context;
    if (!body) return [];
    const used = variableNames(template);
    const missing = ['bucket', 'object', 'reqId'].filter((name) => !used.includes(name));
    if (missing.length === 0) return [];
    const args = { missing: missing.map((name) => `\${${name}}`).join(', ') };
    return [{ position: fieldPosition(context, 'callbackBody'), args }];
  },
};
