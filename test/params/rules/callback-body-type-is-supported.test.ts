import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-body-type-is-supported', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'JSON', text: callbackWith({ callbackBodyType: 'application/json', callbackBody: '${bucket}' }) },
  ],
  invalid: [
    {
      name: 'a charset',
      text: callbackWith({ callbackBody: '[${bucket}]', callbackBodyType: 'application/json;charset=utf-8' }),
      args: { bodyType: 'application/json;charset=utf-8', hasParameter: 'yes' },
      at: '"application',
      fixed: { callbackBodyType: 'application/json' },
    },
    {
      name: 'a short name',
      text: callbackWith({ callbackBodyType: 'form' }),
      args: { bodyType: 'form', hasParameter: 'no' },
      at: '"form',
      fixed: { callbackBodyType: 'application/x-www-form-urlencoded' },
    },
    {
      name: 'another type',
      text: callbackWith({ callbackBodyType: 'text/plain' }),
      args: { bodyType: 'text/plain', hasParameter: 'no' },
      at: '"text',
    },
  ],
});
