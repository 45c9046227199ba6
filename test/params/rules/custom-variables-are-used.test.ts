import { base64, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('custom-variables-are-used', {
  valid: [
    { name: 'one that is used', text: headersWith({ 'x:a': 'b' }) },
    { name: 'variables alone', text: base64({ 'x:a': 'b' }) },
  ],
  invalid: [
    {
      name: 'one that is not used',
      text: headersWith({ 'x:a': 'b' }, { callbackBody: 'c=${x:c}' }),
      severity: 'warning',
      args: { name: 'x:a' },
      at: '"x:a"',
    },
    {
      name: 'one without a name',
      text: headersWith({ '': 'b' }, { callbackBody: 'c=${x:c}' }),
      severity: 'warning',
      args: { name: '' },
      at: '""',
    },
  ],
});
