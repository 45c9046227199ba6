import { base64, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('custom-variables-are-strings', {
  valid: [
    { name: 'text', text: headersWith({ 'x:a': 'b' }) },
    {
      name: 'a number of which ali-oss makes text',
      text: "put('k', 'v', { callback: { url: 'https://a.com', body: 'a=${x:a}', customValue: { a: 1 } } })",
    },
  ],
  invalid: [
    {
      name: 'a number',
      text: base64({ 'x:a': 1 }),
      args: { name: 'x:a', type: 'number' },
      at: '"x:a"',
      fixed: { 'x:a': '1' },
    },
    {
      name: 'a number that ali-oss puts into a signed URL',
      text: "signatureUrl('k', { callback: { url: 'https://a.com', body: 'a=${x:a}', customValue: { a: 1 } } })",
      args: { name: 'x:a', type: 'number' },
      at: '"x:a"',
      fixed: { 'x:a': '1' },
    },
    {
      name: 'null',
      text: base64({ 'x:a': null }),
      args: { name: 'x:a', type: 'null' },
      at: '"x:a"',
      fixed: { 'x:a': '' },
    },
    {
      name: 'an array',
      text: base64({ 'x:a': [1] }),
      args: { name: 'x:a', type: 'array' },
      at: '"x:a"',
      fixed: { 'x:a': '[1]' },
    },
    {
      name: 'an object',
      text: base64({ 'x:a': {} }),
      args: { name: 'x:a', type: 'object' },
      at: '"x:a"',
      fixed: { 'x:a': '{}' },
    },
  ],
});
