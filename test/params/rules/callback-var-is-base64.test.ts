import { base64, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-var-is-base64', {
  valid: [{ name: 'base64', text: headersWith({ 'x:a': 'b' }) }],
  invalid: [
    { name: 'raw JSON', text: 'x-oss-callback-var: {}', args: { fault: 'json' }, at: '{}', fixed: {} },
    {
      name: 'no padding',
      text: `x-oss-callback-var: ${base64({ 'x:a': 'b' }).replace('=', '')}`,
      args: { fault: 'unpadded' },
      at: 'eyJ',
      fixed: { 'x:a': 'b' },
    },
    { name: 'a word', text: 'x-oss-callback-var: a', args: { fault: 'unpadded' }, at: 'a' },
  ],
});
