import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-sni-is-a-boolean', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'false', text: callbackWith({ callbackSNI: false }) },
    { name: 'none', text: callbackWith({ callbackSNI: undefined }) },
  ],
  invalid: [
    // Over http: over https another fix turns SNI on after this one.
    {
      name: '"true"',
      text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: 'true' }),
      args: { value: '"true"' },
      at: '"true"',
      fixed: { callbackSNI: true },
    },
    {
      name: '0',
      text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: 0 }),
      args: { value: '0' },
      at: '0',
      fixed: { callbackSNI: false },
    },
    {
      name: '1',
      text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: 1 }),
      args: { value: '1' },
      at: '1',
      fixed: { callbackSNI: true },
    },
    {
      name: 'a word that ends in "true"',
      text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: 'untrue' }),
      args: { value: '"untrue"' },
      at: '"untrue"',
      fixed: { callbackSNI: false },
    },
    {
      name: 'a word that begins with "on"',
      text: callbackWith({ callbackUrl: 'http://a.com', callbackSNI: 'once' }),
      args: { value: '"once"' },
      at: '"once"',
      fixed: { callbackSNI: false },
    },
  ],
});
