import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-policy-is-known', {
  valid: [
    { name: 'a name', text: '{"callbackPolicy":"p"}' },
    { name: 'one of the bucket', text: '{"callbackPolicy":"p"}', callbackPolicies: ['q', 'p'] },
  ],
  invalid: [
    { name: 'a number', text: callbackWith({ callbackPolicy: 1 }), at: '1' },
    { name: 'none of the bucket', text: '{"callbackPolicy":"p"}', callbackPolicies: ['q'], at: '"p"' },
  ],
});
