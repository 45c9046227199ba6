import { callbackWith, testRule } from '../../helpers/test-rule.ts';

/** A callback whose JSON has so many octets; its base64 has four for three of them. */
const callbackOf = (bytes: number): string =>
  callbackWith({ callbackBody: 'a'.repeat(bytes - callbackWith({ callbackBody: '' }).length) });

testRule('callback-is-at-most-5-kb', {
  valid: [
    { name: 'none', text: '' },
    { name: 'one of 5 KB', text: callbackOf(3840) },
  ],
  invalid: [
    {
      name: 'one that is too long',
      text: callbackOf(3841),
      args: { bytes: 5124, maxBytes: 5120 },
    },
  ],
});
