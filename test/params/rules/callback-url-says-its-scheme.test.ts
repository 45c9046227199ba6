import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-says-its-scheme', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: 'no scheme',
      text: callbackWith({ callbackUrl: 'a.com/b' }),
      severity: 'suggestion',
      args: { url: 'a.com/b' },
      at: 'a.com',
    },
  ],
});
