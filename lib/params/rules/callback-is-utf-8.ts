import { isUtf8 } from 'node:buffer';
import type { Rule } from '../rule.ts';

/** What stands behind the base64 is UTF-8, not the character set of somebody's machine. */
export const callbackIsUtf8: Rule = {
  severity: 'error',
  check: ({ encoded, callback, encodedVars, vars }) =>
    [
      { parameter: 'callback', base64: encoded, document: callback },
      { parameter: 'callback-var', base64: encodedVars, document: vars },
    ]
      .filter(({ base64 = '', document }) => document && !isUtf8(Buffer.from(base64, 'base64')))
      .map(({ parameter }) => ({ args: { parameter } })),
};
