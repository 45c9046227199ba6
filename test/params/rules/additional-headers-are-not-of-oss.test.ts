import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('additional-headers-are-not-of-oss', {
  valid: [{ name: 'a map', text: callbackWith({ additionalHeaders: { a: 'b' } }) }],
  invalid: [{ name: 'a header of OSS', text: callbackWith({ additionalHeaders: { 'x-oss-a': 'b' } }), at: '{"x-oss' }],
});
