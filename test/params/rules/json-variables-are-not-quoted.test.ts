import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('json-variables-are-not-quoted', {
  valid: [
    {
      name: 'variables without quotes',
      text: callbackWith({ callbackBody: '{"a":${object},"b":"c"}', callbackBodyType: 'application/json' }),
    },
    {
      name: 'numbers in quotes, as Cloudreve has them',
      text: callbackWith({
        callbackBody: '{"pic":"${imageInfo.width},${imageInfo.height}"}',
        callbackBodyType: 'application/json',
      }),
    },
    { name: 'quotes in a form', text: callbackWith({ callbackBody: 'a="${object}"' }) },
  ],
  invalid: [
    {
      name: 'a variable alone in quotes',
      text: callbackWith({ callbackBody: '{"a":"${object}"}', callbackBodyType: 'application/json' }),
      args: { name: 'object', kind: 'alone' },
      at: '${object}',
      fixed: { callbackBody: '{"a":${object}}' },
    },
    {
      name: 'two of them',
      text: callbackWith({ callbackBody: '{"a":"${object}","b":"${x:v}"}', callbackBodyType: 'application/json' }),
      count: 2,
      at: '${object}',
      fixed: { callbackBody: '{"a":${object},"b":${x:v}}' },
    },
    {
      name: 'a variable beside other text',
      text: callbackWith({ callbackBody: '{"a":"oss://${bucket}"}', callbackBodyType: 'application/json' }),
      args: { name: 'bucket', kind: 'within' },
      at: '${bucket}',
    },
    {
      name: 'a variable before other text',
      text: callbackWith({ callbackBody: '{"a":"${object}.jpg"}', callbackBodyType: 'application/json' }),
      args: { name: 'object', kind: 'within' },
      at: '${object}',
    },
    {
      name: 'a variable before another',
      text: callbackWith({ callbackBody: '{"a":"${bucket}${size}"}', callbackBodyType: 'application/json' }),
      args: { name: 'bucket', kind: 'within' },
      at: '${bucket}',
    },
    {
      name: 'a variable behind another',
      text: callbackWith({ callbackBody: '{"a":"${size}${bucket}"}', callbackBodyType: 'application/json' }),
      args: { name: 'bucket', kind: 'within' },
      at: '${bucket}',
    },
    {
      name: 'a string that is left open',
      text: callbackWith({ callbackBody: '{"a":"${object}', callbackBodyType: 'application/json' }),
      args: { name: 'object', kind: 'within' },
      at: '${object}',
    },
    {
      name: 'quotes that are escaped in the string',
      text: callbackWith({ callbackBody: '{"a":"\\"${bucket}"}', callbackBodyType: 'application/json' }),
      args: { name: 'bucket', kind: 'within' },
      at: '${bucket}',
    },
  ],
});
