import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-is-json', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: "the topic's own example",
      text: '{"callbackUrl":"8.8.8.8:9090","callbackBody":"{"bucket":${bucket},"object":${object}}","callbackBodyType":"application/json"}',
      args: { cause: 'unescaped-quote' },
      at: '"bucket"',
      fixed: {
        callbackUrl: '8.8.8.8:9090',
        callbackBody: '{"bucket":${bucket},"object":${object}}',
        callbackBodyType: 'application/json',
      },
    },
    {
      name: 'an array',
      text: `x-oss-callback: ${base64('[]')}`,
      args: { cause: 'not-an-object' },
      in: 'callback',
      at: '[]',
    },
    {
      name: 'no braces',
      text: '"callbackUrl":"http://a.com","callbackBody":"b"',
      args: { cause: 'missing-braces' },
      at: '"callbackUrl"',
      fixed: { callbackUrl: 'http://a.com', callbackBody: 'b' },
    },
    {
      name: 'single quotes',
      text: "{'callbackUrl':'http://a.com'}",
      args: { cause: 'single-quotes' },
      at: "'callbackUrl'",
    },
    {
      name: 'a comma at the end',
      text: '{"callbackUrl":"http://a.com",}',
      args: { cause: 'trailing-comma' },
      at: '}',
      fixed: { callbackUrl: 'http://a.com' },
    },
    {
      name: 'a comma that is missing',
      text: '{"callbackUrl":"http://a.com" "callbackBody":"b"}',
      args: { cause: 'missing-comma' },
      at: '"callbackBody"',
      fixed: { callbackUrl: 'http://a.com', callbackBody: 'b' },
    },
    {
      name: 'a line break in a string',
      text: '{"callbackUrl":"http://a.com\n"}',
      args: { cause: 'control-character' },
      at: '',
    },
    { name: 'half of it', text: '{"callbackUrl":"http://a.com', args: { cause: 'cut-off' }, at: '' },
    { name: 'a number that is none', text: '{"callbackUrl":01}', args: { cause: 'other' }, at: '01}' },
  ],
});
