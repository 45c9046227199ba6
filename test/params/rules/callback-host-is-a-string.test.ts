import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-host-is-a-string', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'a host', text: callbackWith({ callbackHost: 'a.com' }) },
  ],
  invalid: [{ name: 'a number', text: callbackWith({ callbackHost: 1 }), at: '1' }],
});
