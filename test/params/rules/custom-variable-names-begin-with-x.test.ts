import { headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('custom-variable-names-begin-with-x', {
  valid: [{ name: 'x:', text: headersWith({ 'x:a': 'b' }) }],
  invalid: [
    { name: 'no x:', text: headersWith({ a: 'b' }), args: { name: 'a' }, at: '"a"', fixed: { 'x:a': 'b' } },
    {
      name: 'an upper-case X:',
      text: headersWith({ 'X:a': 'b' }),
      args: { name: 'X:a' },
      at: '"X:a"',
      fixed: { 'x:a': 'b' },
    },
    { name: 'nothing behind it', text: headersWith({ 'x:': 'b' }), args: { name: 'x:' }, at: '"x:"' },
    { name: 'a name that is taken', text: headersWith({ a: 'b', 'x:a': 'c' }), args: { name: 'a' }, at: '"a"' },
    {
      name: 'an x: further on',
      text: headersWith({ 'ax:b': 'c' }),
      args: { name: 'ax:b' },
      at: '"ax:b"',
      fixed: { 'x:ax:b': 'c', 'ax:b': undefined },
    },
    { name: 'nothing behind an upper-case X:', text: headersWith({ 'X:': 'b' }), args: { name: 'X:' }, at: '"X:"' },
    { name: 'no name at all', text: headersWith({ '': 'b' }), args: { name: '' }, at: '"":' },
  ],
});
