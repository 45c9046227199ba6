import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('dollar-sign-begins-a-variable', {
  valid: [{ name: 'a good callback', text: callbackWith({}) }],
  invalid: [
    {
      name: "the documentation's $(filename)",
      text: callbackWith({ callbackBody: 'filename=$(object)&bucket=${bucket}' }),
      args: { text: '$(object)', name: 'object' },
      at: '$(object)',
      fixed: { callbackBody: 'filename=${object}&bucket=${bucket}' },
    },
    {
      name: 'a space',
      text: callbackWith({ callbackBody: 'a=$ {x:v}' }),
      args: { text: '$ {x:v}', name: 'x:v' },
      at: '$ {',
      fixed: { callbackBody: 'a=${x:v}' },
    },
    {
      name: 'no left brace',
      text: callbackWith({ callbackBody: 'a=$size}' }),
      args: { text: '$size}', name: 'size' },
      at: '$size',
      fixed: { callbackBody: 'a=${size}' },
    },
    {
      name: 'a price',
      text: callbackWith({ callbackBody: 'price=5$&b=1' }),
      args: { text: '$&b=1', name: '' },
      at: '$&b',
    },
    {
      name: 'no right brace',
      text: callbackWith({ callbackBody: 'a=${size' }),
      args: { text: '${size', name: '' },
      at: '${size',
    },
    { name: 'two, behind escapes', text: callbackWith({ callbackBody: '"\n"$a$(b)' }), count: 2, at: '$a' },
    {
      name: 'spaces and a line break',
      text: callbackWith({ callbackBody: 'a=$ \n {size}&b=${bucket}' }),
      args: { text: '$ \n {size}', name: 'size' },
      at: '$ ',
      fixed: { callbackBody: 'a=${size}&b=${bucket}' },
    },
    {
      name: 'a price before a variable that is none',
      text: callbackWith({ callbackBody: 'price=5$, at $(object)' }),
      count: 2,
      args: { text: '$, at $(obje', name: '' },
      at: '$, at',
    },
  ],
});
