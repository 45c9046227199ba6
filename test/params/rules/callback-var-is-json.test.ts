import { base64, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-var-is-json', {
  valid: [{ name: 'JSON', text: headersWith({ 'x:a': 'b' }) }],
  invalid: [
    { name: 'a quote that is not escaped', text: '{"x:a":"b"c"}', args: { cause: 'unescaped-quote' }, at: '"c' },
    {
      name: 'an array behind base64',
      text: `x-oss-callback-var: ${base64('[]')}`,
      args: { cause: 'not-an-object' },
      in: 'callback-var',
      at: '[]',
    },
  ],
});
