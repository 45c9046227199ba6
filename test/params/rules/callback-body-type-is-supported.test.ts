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
    {
      name: 'a shorter name, in upper case',
      text: callbackWith({ callbackBodyType: 'URL' }),
      args: { bodyType: 'URL', hasParameter: 'no' },
      at: '"URL',
      fixed: { callbackBodyType: 'application/x-www-form-urlencoded' },
    },
    {
      name: 'a word that ends in it',
      text: callbackWith({ callbackBodyType: 'curl' }),
      args: { bodyType: 'curl', hasParameter: 'no' },
      at: '"curl',
    },
    {
      name: 'a word that begins with it',
      text: callbackWith({ callbackBodyType: 'urls' }),
      args: { bodyType: 'urls', hasParameter: 'no' },
      at: '"urls',
    },
  ],
});
