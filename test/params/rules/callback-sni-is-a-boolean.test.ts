import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-sni-is-a-boolean', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'false', text: callbackWith({ callbackSNI: false }) },
  ],
  invalid: [
    {
      name: '"true"',
      text: callbackWith({ callbackSNI: 'true' }),
      args: { value: '"true"' },
      at: '"true"',
      fixed: { callbackSNI: true },
    },
    {
      name: '0, with http',
      text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: 0 }),
      args: { value: '0' },
      at: '0',
      fixed: { callbackSNI: false },
    },
  ],
});
