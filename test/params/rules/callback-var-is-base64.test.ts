import { headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-var-is-base64', {
  valid: [{ name: 'base64', text: headersWith({ 'x:a': 'b' }) }],
  invalid: [
    { name: 'raw JSON', text: 'x-oss-callback-var: {}', args: { fault: 'json' }, at: '{}', fixed: {} },
    { name: 'a word', text: 'x-oss-callback-var: a', args: { fault: 'unpadded' }, at: 'a' },
  ],
});
