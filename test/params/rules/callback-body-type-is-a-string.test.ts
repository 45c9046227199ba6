import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-body-type-is-a-string', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [{ name: 'null', text: callbackWith({ callbackBodyType: null }), at: 'null' }],
});
