import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-policy-is-known', {
  valid: [{ name: 'a name', text: '{"callbackPolicy":"p"}' }],
  invalid: [{ name: 'a number', text: callbackWith({ callbackPolicy: 1 }), at: '1' }],
});
