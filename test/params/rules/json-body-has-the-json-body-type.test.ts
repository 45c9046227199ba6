import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('json-body-has-the-json-body-type', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
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
