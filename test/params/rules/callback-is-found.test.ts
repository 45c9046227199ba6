import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-is-found', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'variables alone, as base64', text: base64({ 'x:a': 'b' }) },
  ],
  invalid: [
    { name: 'a word', text: 'hello', args: { kind: 'unknown' } },
    { name: 'nothing', text: '', args: { kind: 'unknown' } },
    {
      name: 'a curl command without callback',
      text: 'curl -T file https://b.oss-cn-hangzhou.aliyuncs.com/k',
      args: { kind: 'curl' },
    },
    {
      name: 'a request with variables only',
      text: `PUT /k HTTP/1.1\nx-oss-callback-var: ${base64({ 'x:a': 'b' })}`,
      args: { kind: 'headers' },
    },
  ],
});
