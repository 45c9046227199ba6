import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('json-body-renders-as-json', {
  valid: [
    {
      name: 'JSON',
      text: callbackWith({
        callbackBody: '{"a":${object},"n":${size},"x":${nope},"v":${x:v}}',
        callbackBodyType: 'application/json',
      }),
    },
    {
      name: 'what other rules speak of',
      text: callbackWith({ callbackBody: '{"a":"${object}",$(b)}', callbackBodyType: 'application/json' }),
    },
  ],
  invalid: [
    {
      name: 'a form',
      text: callbackWith({ callbackBody: 'a=${object}', callbackBodyType: 'application/json' }),
      args: { kind: 'form' },
      at: 'a=${object',
    },
    {
      name: 'a colon that became a comma',
      text: callbackWith({ callbackBody: '{"a":${object},"filename",${size}}', callbackBodyType: 'application/json' }),
      args: { kind: 'json' },
      at: ',${size}',
    },
    {
      name: 'a number where a name must be',
      text: callbackWith({ callbackBody: '{${size}:1}', callbackBodyType: 'application/json' }),
      args: { kind: 'json' },
      at: '${size}',
    },
    {
      name: 'half of it',
      text: callbackWith({ callbackBody: '{"a":${size}', callbackBodyType: 'application/json' }),
      args: { kind: 'json' },
      at: '{',
    },
  ],
});
