import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-fields-are-known', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: 'a misspelt field',
      text: callbackWith({ callbackSNI: undefined, callbackSni: true }),
      severity: 'warning',
      args: { name: 'callbackSni', meant: 'callbackSNI' },
      at: 'true',
      fixed: { callbackSNI: true },
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
