import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-is-base64', {
  valid: [{ name: 'base64', text: base64(callbackWith({})) }],
  invalid: [
    { name: 'raw JSON in a header', text: `x-oss-callback: {}`, args: { fault: 'json' }, at: '{}', fixed: {} },
    {
      name: 'the URL-safe alphabet',
      text: base64('{"a":"??>"}').replaceAll('/', '_').replaceAll('+', '-'),
      args: { fault: 'url-safe' },
      at: 'eyJ',
      fixed: { a: '??>' },
    },
    {
      name: 'no padding',
      text: base64('{"a":"bc"}').replaceAll('=', ''),
      args: { fault: 'unpadded' },
      at: 'eyJ',
      fixed: { a: 'bc' },
    },
    {
      name: 'percent-encoded',
      text: `x-oss-callback: ${encodeURIComponent(base64('{"a":"bc"}'))}`,
      args: { fault: 'percent-encoded' },
      at: 'eyJ',
      fixed: { a: 'bc' },
    },
    {
      name: 'percent-encoded JSON',
      text: `x-oss-callback: %7B%22a%22%3A1%7D`,
      args: { fault: 'percent-encoded' },
      at: '%7B',
      fixed: { a: 1 },
    },
    {
      name: 'a plus that became a space',
      text: `https://b.oss-cn-hangzhou.aliyuncs.com/k?callback=${base64('{"a":"~~>~"}')}`,
      args: { fault: 'space' },
      fixed: { a: '~~>~' },
    },
    {
      name: 'line breaks',
      text: JSON.stringify({ callback: 'eyJh\nIjoxfQ==' }),
      args: { fault: 'line-break' },
      fixed: { a: 1 },
    },
    { name: 'anything else', text: 'x-oss-callback: *', args: { fault: 'other' }, at: '*' },
    { name: 'something else in the middle', text: 'x-oss-callback: a*b', args: { fault: 'other' }, at: 'a*b' },
    { name: 'a brace further on', text: 'x-oss-callback: a{}', args: { fault: 'other' }, at: 'a{}' },
    { name: 'half an escape', text: 'x-oss-callback: YQ%3', args: { fault: 'other' }, at: 'YQ%3' },
  ],
});
