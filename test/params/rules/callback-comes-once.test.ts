import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-comes-once', {
  valid: [{ name: 'header only', text: `x-oss-callback: ${base64(callbackWith({}))}` }],
  invalid: [
    {
      name: 'header and query',
      text: `curl -T f 'https://b.oss-cn-hangzhou.aliyuncs.com/k?callback=${encodeURIComponent(base64('{}'))}' -H 'x-oss-callback: ${base64(callbackWith({}))}'`,
      at: 'eyJ',
    },
  ],
});
