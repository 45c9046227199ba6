import { isUtf8 } from 'node:buffer';
import type { Rule } from '../rule.ts';

/** What stands behind the base64 is UTF-8, not the character set of somebody's machine. */
export const callbackIsUtf8: Rule = {
  severity: 'error',
  check: ({ encoded, callback, encodedVars, vars }) =>
    [
      { parameter: 'callback', base64: callback && encoded },
      { parameter: 'callback-var', base64: vars && encodedVars },
    ]
      .filter(({ base64 }) => base64 !== undefined && !isUtf8(Buffer.from(base64, 'base64')))
      .map(({ parameter }) => ({ args: { parameter } })),
};
