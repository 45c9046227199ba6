import { callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-fields-come-once', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'variables', text: headersWith({ 'x:a': 'b' }) },
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
  ],
});
