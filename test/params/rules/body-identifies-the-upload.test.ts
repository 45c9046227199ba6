import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('body-identifies-the-upload', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: 'a body without',
      text: callbackWith({ callbackBody: 'object=${object}' }),
      severity: 'suggestion',
      args: { missing: '${bucket}, ${reqId}' },
      at: '"object',
    },
  ],
});
