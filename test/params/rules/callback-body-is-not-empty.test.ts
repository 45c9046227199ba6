import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-body-is-not-empty', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    {
      name: 'source code with a body from elsewhere',
      text: "put('a', { callback: { url: 'https://a.com', body: template } })",
    },
  ],
  invalid: [
    { name: 'none', text: callbackWith({ callbackBody: undefined }), at: '{' },
    { name: 'an empty one', text: callbackWith({ callbackBody: '' }), at: '""' },
  ],
});
