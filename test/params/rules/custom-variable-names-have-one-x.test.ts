import { base64, callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('custom-variable-names-have-one-x', {
  valid: [
    { name: 'one', text: headersWith({ 'x:a': 'b' }) },
    { name: 'two further on', text: headersWith({ 'x:ax:x:b': 'c' }) },
    { name: 'a lone callback', text: callbackWith({}) },
  ],
  invalid: [
    {
      name: 'two, from ali-oss',
      text: "put({ callback: { url: 'https://a.com', body: 'a=${x:a}', customValue: { 'x:a': 1 } } })",
      severity: 'warning',
      args: { name: 'x:x:a', meant: 'x:a' },
      at: '"x:x:a"',
      fixed: { 'x:a': '1', 'x:x:a': undefined },
    },
    {
      name: 'two in a form',
      text: JSON.stringify({ callback: base64(callbackWith({})), 'x:x:a': 'b' }),
      severity: 'warning',
      args: { name: 'x:x:a', meant: 'x:a' },
    },
  ],
});
