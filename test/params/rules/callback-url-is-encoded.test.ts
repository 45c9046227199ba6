import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-is-encoded', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'escapes', text: callbackWith({ callbackUrl: 'http://example.com/%E4%B8%AD%E6%96%87.php?key=value' }) },
  ],
  invalid: [
    {
      name: "the documentation's Chinese path",
      text: callbackWith({ callbackUrl: 'http://example.com/中文.php?key=value&中文名称=中文值' }),
      args: { character: '中', kind: 'character' },
      at: '中',
      fixed: {
        callbackUrl:
          'http://example.com/%E4%B8%AD%E6%96%87.php?key=value&%E4%B8%AD%E6%96%87%E5%90%8D%E7%A7%B0=%E4%B8%AD%E6%96%87%E5%80%BC',
      },
    },
    {
      name: 'a Chinese host',
      text: callbackWith({ callbackUrl: 'https://例子.com/a b' }),
      args: { character: '例', kind: 'character' },
      at: '例',
      fixed: { callbackUrl: 'https://xn--fsqu00a.com/a%20b' },
    },
    {
      name: 'a host that has no ASCII form',
      text: callbackWith({ callbackUrl: 'https://\uFFFD.com/中' }),
      args: { character: '\uFFFD', kind: 'host' },
      at: '\uFFFD',
    },
    {
      name: 'a variable',
      text: callbackWith({ callbackUrl: 'https://a.com/${bucket}' }),
      args: { character: '{', kind: 'variable' },
      at: '{bucket}',
    },
  ],
});
