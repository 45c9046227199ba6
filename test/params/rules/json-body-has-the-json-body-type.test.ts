import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('json-body-has-the-json-body-type', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'no body', text: callbackWith({ callbackBody: undefined }) },
    { name: 'a brace further on', text: callbackWith({ callbackBody: 'a={' }) },
    { name: 'the JSON type', text: callbackWith({ callbackBody: '{}', callbackBodyType: 'application/json' }) },
  ],
  invalid: [
    {
      name: 'no type',
      text: callbackWith({ callbackBody: '{"a":${object}}' }),
      args: { isStated: 'no' },
      at: '"{',
      fixed: { callbackBodyType: 'application/json' },
    },
    {
      name: 'the form type',
      text: callbackWith({ callbackBody: ' [${object}]', callbackBodyType: 'application/x-www-form-urlencoded' }),
      args: { isStated: 'yes' },
      at: '" [',
      fixed: { callbackBodyType: 'application/json' },
    },
  ],
});
