import { base64, callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('custom-variable-names-are-lower-case', {
  valid: [
    { name: 'lower case, not only ASCII', text: headersWith({ 'x:键值1': 'b' }) },
    { name: 'a name without x: in front, of which another rule speaks', text: headersWith({ 'ax:B': 'b' }) },
    { name: 'a lone callback', text: callbackWith({}) },
  ],
  invalid: [
    {
      name: 'upper case',
      text: headersWith({ 'x:myVar': 'b' }),
      args: { name: 'x:myVar', meant: 'x:myvar' },
      at: '"x:myVar"',
      fixed: { 'x:myvar': 'b' },
    },
    {
      name: 'upper case in a form',
      text: JSON.stringify({ callback: base64(callbackWith({})), 'x:myVar': 'b' }),
      severity: 'warning',
      args: { name: 'x:myVar', meant: 'x:myvar' },
    },
  ],
});
