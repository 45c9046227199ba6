import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('variables-are-closed', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'variables side by side', text: callbackWith({ callbackBody: 'a=${bucket}${object}&u=${x:user}' }) },
    { name: 'no name, of which another rule speaks', text: callbackWith({ callbackBody: 'a=${ size}&b=${}' }) },
  ],
  invalid: [
    {
      name: 'a custom variable that runs on to the next',
      text: callbackWith({ callbackBody: 'u=${x:user&s=${size}' }),
      severity: 'error',
      args: { name: 'x:user' },
      at: '${x:user',
      fixed: { callbackBody: 'u=${x:user}&s=${size}' },
    },
    {
      name: "a variable of OSS's in JSON",
      text: callbackWith({ callbackBody: '{"o":${object,"s":${size}}', callbackBodyType: 'application/json' }),
      severity: 'error',
      args: { name: 'object' },
      at: '${object',
      fixed: { callbackBody: '{"o":${object},"s":${size}}' },
    },
  ],
});
