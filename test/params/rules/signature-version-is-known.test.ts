import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('signature-version-is-known', {
  valid: [{ name: '2.0', text: callbackWith({ signatureVersion: '2.0' }) }],
  invalid: [{ name: 'a number', text: callbackWith({ signatureVersion: 1 }), at: '1' }],
});
