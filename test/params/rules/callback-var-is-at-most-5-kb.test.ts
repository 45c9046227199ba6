import { headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-var-is-at-most-5-kb', {
  valid: [{ name: 'long ones', text: headersWith({ 'x:a': 'a'.repeat(3800) }) }],
  invalid: [
    {
      name: 'some that are too long',
      text: headersWith({ 'x:a': 'a'.repeat(3900) }),
      args: { bytes: 5216, maxBytes: 5120 },
    },
  ],
});
