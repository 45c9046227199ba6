import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-path-is-plain', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    {
      name: 'an escape in the query, of which another rule speaks',
      text: callbackWith({ callbackUrl: 'https://a.com/?a=%20+' }),
    },
  ],
  invalid: [
    {
      name: 'an escape',
      text: callbackWith({ callbackUrl: 'https://a.com/a%20b' }),
      severity: 'suggestion',
      args: { character: '%', path: '/a%20b' },
      at: '%20',
    },
    {
      name: 'a plus',
      text: callbackWith({ callbackUrl: 'https://a.com/a+b' }),
      severity: 'suggestion',
      args: { character: '+', path: '/a+b' },
      at: '+b',
    },
  ],
});
