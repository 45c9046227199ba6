import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('https-callback-has-a-host-name', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'http with an address', text: callbackWith({ callbackUrl: 'http://8.8.8.8' }) },
    { name: 'half an address, of which another rule speaks', text: callbackWith({ callbackUrl: 'https://123.456/' }) },
  ],
  invalid: [
    {
      name: 'https with an address',
      text: callbackWith({ callbackUrl: 'https://8.8.8.8/' }),
      severity: 'warning',
      args: { host: '8.8.8.8' },
      at: 'https://8',
    },
  ],
});
