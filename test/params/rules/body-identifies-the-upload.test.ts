import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('body-identifies-the-upload', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'no body, of which another rule speaks', text: callbackWith({ callbackBody: undefined }) },
  ],
  invalid: [
    {
      name: 'a body without any of them',
      text: callbackWith({ callbackBody: 'bucket=object&${x:reqId}' }),
      severity: 'suggestion',
      args: { missing: '${bucket}, ${object}, ${reqId}' },
      at: '"bucket',
    },
  ],
});
