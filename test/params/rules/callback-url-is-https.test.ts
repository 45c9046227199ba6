import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-is-https', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'no scheme, of which another rule speaks', text: callbackWith({ callbackUrl: 'a.com' }) },
  ],
  invalid: [
    { name: 'http', text: callbackWith({ callbackUrl: 'http://a.com' }), severity: 'suggestion', at: 'http://a' },
  ],
});
