import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-fields-are-known', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: 'a misspelt field',
      text: callbackWith({ callbackhost: 'a.com' }),
      severity: 'warning',
      args: { name: 'callbackhost', meant: 'callbackHost' },
      at: '"a.com"',
      fixed: { callbackHost: 'a.com', callbackhost: undefined },
    },
    {
      name: 'a misspelt field beside the right one',
      text: callbackWith({ callbackurl: 'a' }),
      severity: 'warning',
      args: { name: 'callbackurl', meant: 'callbackUrl' },
      at: '"a"',
    },
    {
      name: 'another field',
      text: callbackWith({ timeout: 5 }),
      severity: 'warning',
      args: { name: 'timeout', meant: '' },
      at: '5',
    },
  ],
});
