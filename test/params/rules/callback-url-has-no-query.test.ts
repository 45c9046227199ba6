import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-has-no-query', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: 'a query',
      text: callbackWith({ callbackUrl: 'https://a.com/?id=1' }),
      severity: 'suggestion',
      args: { query: '?id=1' },
      at: '?id=1',
    },
  ],
});
