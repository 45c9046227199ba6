import { base64, callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-fields-come-once', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'variables', text: headersWith({ 'x:a': 'b' }) },
    { name: 'nothing', text: '' },
  ],
  invalid: [
    {
      name: 'a URL twice',
      text: '{"callbackUrl":"https://a.com","callbackUrl":"https://b.com","callbackBody":"a"}',
      severity: 'warning',
      args: { name: 'callbackUrl' },
      at: '"callbackUrl":"https://b.com"',
    },
    {
      name: 'a variable twice',
      text: '{"x:a":"b","x:a":"c"}',
      severity: 'warning',
      args: { name: 'x:a' },
      at: '"x:a":"c"',
    },
    {
      name: 'a field twice behind base64',
      text: base64('{"callbackUrl":"https://a.com","callbackUrl":"https://b.com"}'),
      severity: 'warning',
      args: { name: 'callbackUrl' },
      in: 'callback',
      at: '"callbackUrl":"https://b.com"',
    },
    {
      name: 'a variable twice behind base64',
      text: base64('{"x:a":"b","x:a":"c"}'),
      severity: 'warning',
      args: { name: 'x:a' },
      in: 'callback-var',
      at: '"x:a":"c"',
    },
  ],
});
