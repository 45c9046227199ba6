import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-is-encoded-once', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'no text, of which another rule speaks', text: callbackWith({ callbackUrl: ['https://a.com/%25E4'] }) },
  ],
  invalid: [
    {
      name: 'what ali-oss makes of an encoded URL',
      text: "put({ callback: { url: 'https://a.com/%E4%B8', body: 'a' } })",
      severity: 'warning',
      args: { text: '%25E4%25B8' },
      at: '%25E4',
    },
  ],
});
