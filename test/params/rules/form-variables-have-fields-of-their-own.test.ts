import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('form-variables-have-fields-of-their-own', {
  valid: [{ name: 'fields of their own', text: JSON.stringify({ callback: base64(callbackWith({})), 'x:a': 'b' }) }],
  invalid: [
    {
      name: 'a field callback-var',
      text: JSON.stringify({ callback: base64(callbackWith({})), 'callback-var': 'e30=' }),
      at: 'e30=',
    },
  ],
});
