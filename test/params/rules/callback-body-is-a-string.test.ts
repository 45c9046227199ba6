import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-body-is-a-string', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: 'an object',
      text: callbackWith({ callbackBody: { bucket: '${bucket}', n: 1 }, callbackBodyType: 'application/json' }),
      at: '{"bucket"',
      fixed: { callbackBody: '{"bucket":${bucket},"n":1}' },
    },
    { name: 'a number', text: callbackWith({ callbackBody: 1 }), at: '1' },
    {
      name: 'an object with a number of OSS',
      text: callbackWith({ callbackBody: { size: '${size}' }, callbackBodyType: 'application/json' }),
      fixed: { callbackBody: '{"size":${size}}' },
      at: '{"size"',
    },
    { name: 'null', text: callbackWith({ callbackBody: null }), at: 'null' },
  ],
});
