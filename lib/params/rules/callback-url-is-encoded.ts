import { encodedCallbackUrl, foreignCharacterIn } from '../encode-callback-url.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** The URL is percent-encoded already, and nothing is filled in there: OSS uses it as it stands. */
export const callbackUrlIsEncoded: Rule = {
  severity: 'error',
  check: (context) => {
    const { callbackUrl } = context.fields;
    if (typeof callbackUrl !== 'string') return [];
    const index = foreignCharacterIn(callbackUrl);
    if (index === -1) return [];
    const isVariable = /\$\{[^}]*\}/.test(callbackUrl);
    const encoded = isVariable ? undefined : encodedCallbackUrl(callbackUrl);
    const kind = isVariable ? 'variable' : encoded === undefined ? 'host' : 'character';
    const character = String.fromCodePoint(Number(callbackUrl.codePointAt(index)));
    return [
      {
        position: fieldPosition(context, 'callbackUrl', index),
        args: { character, kind },
        fix: encoded === undefined ? undefined : { target: 'callback', set: { callbackUrl: encoded } },
      },
    ];
  },
};
