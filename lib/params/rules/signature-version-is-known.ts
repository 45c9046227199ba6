import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';
import { isSignatureVersion } from '../validate-callback.ts';

/** The signature version, which only invited accounts may state, is 1.0 or 2.0. */
export const signatureVersionIsKnown: Rule = {
  severity: 'error',
  refusal: 'signature-version-invalid',
  check: (context) => {
    const { signatureVersion } = context.fields;
    return signatureVersion === undefined || isSignatureVersion(signatureVersion)
      ? []
      : [{ position: fieldPosition(context, 'signatureVersion') }];
  },
};
