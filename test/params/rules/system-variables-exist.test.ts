import { callbackWith, headersWith, testRule } from '../../helpers/test-rule.ts';

testRule('system-variables-exist', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'a custom variable', text: callbackWith({ callbackBody: '${x:nope}' }) },
  ],
  invalid: [
    {
      name: "${key}, of ali-oss's own example",
      text: callbackWith({ callbackBody: 'key=${key}' }),
      severity: 'warning',
      args: { name: 'key', meant: 'object' },
      at: '${key}',
      fixed: { callbackBody: 'key=${object}' },
    },
    {
      name: 'another case',
      text: callbackWith({ callbackBody: 'm=${mimetype}' }),
      severity: 'warning',
      args: { name: 'mimetype', meant: 'mimeType' },
      at: '${mime',
      fixed: { callbackBody: 'm=${mimeType}' },
    },
    {
      name: 'a slip',
      text: callbackWith({ callbackBody: 'h=${imageInfo.heigth}' }),
      severity: 'warning',
      args: { name: 'imageInfo.heigth', meant: 'imageInfo.height' },
      at: '${image',
      fixed: { callbackBody: 'h=${imageInfo.height}' },
    },
    {
      name: 'a custom variable without x:',
      text: headersWith({ 'x:user': 'b' }, { callbackBody: 'u=${user}' }),
      severity: 'warning',
      args: { name: 'user', meant: 'x:user' },
      at: '${user}',
      fixed: { callbackBody: 'u=${x:user}' },
    },
    {
      name: 'imageInfo as a whole',
      text: callbackWith({ callbackBody: 'i=${imageInfo}' }),
      severity: 'warning',
      args: { name: 'imageInfo', meant: '' },
      at: '${image',
    },
  ],
});
