import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-says-its-scheme', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'http', text: callbackWith({ callbackUrl: 'http://a.com' }) },
    { name: 'a URL that is none, of which another rule speaks', text: callbackWith({ callbackUrl: 'a.com:x' }) },
  ],
  invalid: [
    {
      name: 'no scheme',
      text: callbackWith({ callbackUrl: 'a.com/b' }),
      severity: 'suggestion',
      args: { url: 'a.com/b' },
      at: 'a.com',
    },
    {
      name: 'a scheme in the query only',
      text: callbackWith({ callbackUrl: 'a.com/?u=https://b.com' }),
      severity: 'suggestion',
      args: { url: 'a.com/?u=https://b.com' },
      at: 'a.com',
    },
  ],
});
