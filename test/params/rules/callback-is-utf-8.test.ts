import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-is-utf-8', {
  valid: [{ name: 'UTF-8', text: base64(callbackWith({ callbackBody: '图' })) }],
  invalid: [
    {
      name: 'GBK',
      text: Buffer.from('{"callbackBody":"\xd6\xd0"}', 'latin1').toString('base64'),
      args: { parameter: 'callback' },
    },
    {
      name: 'GBK in variables',
      text: Buffer.from('{"x:a":"\xd6\xd0"}', 'latin1').toString('base64'),
      args: { parameter: 'callback-var' },
    },
  ],
});
