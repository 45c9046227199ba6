import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('https-callback-sends-sni', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'http', text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: undefined }) },
  ],
  invalid: [
    {
      name: 'https without it',
      text: callbackWith({ callbackSNI: undefined }),
      severity: 'warning',
      args: { host: 'example.com' },
      at: 'https://',
      fixed: { callbackSNI: true },
    },
    {
      name: 'https second in the list, false',
      text: callbackWith({ callbackUrl: 'http://a.com;https://b.com', callbackSNI: false }),
      severity: 'warning',
      args: { host: 'b.com' },
      at: 'https://b.com',
      fixed: { callbackSNI: true },
    },
  ],
});
