import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-urls-are-at-most-five', {
  valid: [{ name: 'five', text: callbackWith({ callbackUrl: Array(5).fill('https://a.com').join(';') }) }],
  invalid: [
    {
      name: 'six',
      text: callbackWith({ callbackUrl: 'https://a.com;'.repeat(5) + 'https://b.com' }),
      args: { count: 6, max: 5 },
      at: 'https://b.com',
    },
  ],
});
