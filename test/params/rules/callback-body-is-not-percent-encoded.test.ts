import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-body-is-not-percent-encoded', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'a percent sign of another kind', text: callbackWith({ callbackBody: 'a=%20${bucket}' }) },
    { name: 'no body', text: callbackWith({ callbackBody: undefined }) },
  ],
  invalid: [
    {
      name: 'what http_build_query makes',
      text: callbackWith({ callbackBody: 'bucket=%24%7Bbucket%7D&v=%24%7Bx%3Av%7D' }),
      args: { text: '%24%7Bbucket%7D', meant: '${bucket}' },
      at: '%24%7Bbucket',
      fixed: { callbackBody: 'bucket=${bucket}&v=${x:v}' },
    },
  ],
});
