import { headersWith, testRule } from '../../helpers/test-rule.ts';

/** Variables whose JSON has so many octets; its base64 has four for three of them. */
const varsOf = (bytes: number): string => headersWith({ 'x:a': 'a'.repeat(bytes - '{"x:a":""}'.length) });

testRule('callback-var-is-at-most-5-kb', {
  valid: [
    { name: 'none', text: '' },
    { name: 'some of 5 KB', text: varsOf(3840) },
  ],
  invalid: [
    {
      name: 'some that are too long',
      text: varsOf(3841),
      args: { bytes: 5124, maxBytes: 5120 },
    },
  ],
});
