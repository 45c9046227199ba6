import { base64, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-var-comes-once', {
  valid: [{ name: 'header only', text: headersWith({ 'x:a': 'b' }) }],
  invalid: [
    {
      name: 'header and query',
      text: `curl -T f 'https://b.oss-cn-hangzhou.aliyuncs.com/k?callback-var=e30%3D' -H 'x-oss-callback-var: ${base64({ 'x:a': 'b' })}'`,
      at: 'eyJ',
    },
  ],
});
