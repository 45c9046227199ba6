import { callbackWith, testRule } from '../../helpers/test-rule.ts';

const host = (callbackHost: unknown): string => callbackWith({ callbackHost });

testRule('callback-host-is-a-host', {
  valid: [
    { name: 'no host', text: callbackWith({}) },
    { name: 'an empty host', text: host('') },
    { name: 'no text, of which another rule tells', text: host(1) },
    ...['a.com', 'oss-cn-hangzhou.aliyuncs.com.', 'a_b', 'a.com:8080', '8.8.8.8:1', '[2001:db8::1]:65535'].map(
      (name) => ({ name, text: host(name) }),
    ),
  ],
  invalid: [
    { given: 'https://example.com', meant: 'example.com' },
    { given: 'HTTP://a.com:8080/callback?b#c', meant: 'a.com:8080' },
    { given: 'a.com/', meant: 'a.com' },
    { given: 'a.com:', meant: 'a.com' },
    { given: ' a.com ', meant: 'a.com' },
    { given: 'https://Example.com', meant: 'Example.com' },
    { given: 'https://例子.com/', meant: 'xn--fsqu00a.com' },
    { given: '2001:db8::1', meant: '[2001:db8::1]' },
    { given: 'a.com:0' },
    { given: 'a.com:65536' },
    { given: 'a.com:http' },
    { given: 'https://me:secret@a.com' },
    { given: 'https://a.com;https://b.com' },
    { given: 'a.com;' },
    { given: 'a..com' },
    { given: '${bucket}.a.com' },
    { given: 'https://\uFFFD.com' },
    { given: 'https://' },
    { given: ' ' },
  ].map(({ given, meant = '' }) => ({
    name: given,
    text: host(given),
    args: { host: given, meant },
    at: JSON.stringify(given),
    ...(meant !== '' && { fixed: { callbackHost: meant } }),
  })),
});
