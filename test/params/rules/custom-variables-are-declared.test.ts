import { base64, callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('custom-variables-are-declared', {
  valid: [
    { name: 'one that is sent', text: headersWith({ 'x:a': 'b' }) },
    { name: 'a lone callback, whose variables may be elsewhere', text: callbackWith({ callbackBody: '${x:a}' }) },
  ],
  invalid: [
    {
      name: 'one that is not sent',
      text: headersWith({ 'x:user_id': 'b' }, { callbackBody: 'a=${x:userid}' }),
      severity: 'warning',
      args: { name: 'x:userid', meant: 'x:user_id' },
      at: '${x:userid}',
    },
    {
      name: 'none sent',
      text: `https://b.oss-cn-hangzhou.aliyuncs.com/k?callback=${encodeURIComponent(base64(callbackWith({ callbackBody: '${x:a}' })))}`,
      severity: 'warning',
      args: { name: 'x:a', meant: '' },
      at: '${x:a}',
    },
  ],
});
