import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-is-at-most-5-kb', {
  valid: [{ name: 'a long one', text: callbackWith({ callbackBody: 'a'.repeat(3700) }) }],
  invalid: [
    {
      name: 'one that is too long',
      text: callbackWith({ callbackBody: 'a'.repeat(3900) }),
      args: { bytes: 5312, maxBytes: 5120 },
    },
  ],
});
