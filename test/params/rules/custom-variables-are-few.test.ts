import { base64, callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

const vars = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`x:${i}`, 'a']));

testRule('custom-variables-are-few', {
  valid: [
    { name: 'ten', text: headersWith(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`x:${i}`, 'a']))) },
    { name: '512 bytes', text: headersWith({ 'x:a': `a${'é'.repeat(254)}` }) },
  ],
  invalid: [
    {
      name: 'eleven',
      text: headersWith(vars),
      severity: 'warning',
      args: { count: 11, bytes: 45, maxCount: 10, maxBytes: 512 },
    },
    {
      name: 'eleven in a form',
      text: JSON.stringify({ callback: base64(callbackWith({})), ...vars }),
      severity: 'warning',
      args: { count: 11, bytes: 45, maxCount: 10, maxBytes: 512 },
    },
    {
      name: '513 bytes',
      text: headersWith({ 'x:a': 'é'.repeat(255) }),
      severity: 'warning',
      args: { count: 1, bytes: 513, maxCount: 10, maxBytes: 512 },
    },
  ],
});
