import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-is-https', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'no scheme, of which another rule speaks', text: callbackWith({ callbackUrl: 'a.com' }) },
    { name: 'http in a query', text: callbackWith({ callbackUrl: 'https://a.com/?u=http://b.com' }) },
  ],
  invalid: [
    {
      name: 'http, second in the list',
      text: callbackWith({ callbackUrl: 'https://b.com;HTTP://a.com' }),
      severity: 'suggestion',
      args: { url: 'HTTP://a.com' },
      at: 'HTTP://a',
    },
  ],
});
