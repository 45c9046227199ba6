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
      name: 'a variable in quotes, of which another rule speaks',
      text: callbackWith({ callbackBody: '{"a":"${object}"}', callbackBodyType: 'application/json' }),
    },
    {
      name: 'a dollar sign that begins no variable, of which another rule speaks',
      text: callbackWith({ callbackBody: '{"a":$(b)}', callbackBodyType: 'application/json' }),
    },
    { name: 'a form that is sent as one', text: callbackWith({}) },
    {
      name: 'no body, of which another rule speaks',
      text: callbackWith({ callbackBody: undefined, callbackBodyType: 'application/json' }),
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
      text: callbackWith({ callbackBody: '{"a":${bucket},"filename",${size}}', callbackBodyType: 'application/json' }),
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
    {
      name: 'a form that begins as JSON does',
      text: callbackWith({ callbackBody: '12=${object}', callbackBodyType: 'application/json' }),
      args: { kind: 'form' },
      at: '12=${object',
    },
    {
      name: 'an escape that a variable does not complete',
      text: callbackWith({ callbackBody: '["\\u${imageInfo.width},"]', callbackBodyType: 'application/json' }),
      args: { kind: 'json' },
      at: '${imageInfo.width}',
    },
  ],
});
