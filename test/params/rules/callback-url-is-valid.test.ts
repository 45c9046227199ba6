import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-url-is-valid', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'no scheme', text: callbackWith({ callbackUrl: '121.43.113.8:23456/index.html' }) },
    { name: 'a policy of the bucket instead', text: '{"callbackPolicy":"p"}' },
    {
      name: 'source code with a URL from elsewhere',
      text: 'callback.setCallbackUrl(url); callback.setCallbackBody("a=b");',
    },
  ],
  invalid: [
    { name: 'none', text: callbackWith({ callbackUrl: undefined }), args: { problem: 'missing' }, at: '{' },
    { name: 'an empty one', text: callbackWith({ callbackUrl: '' }), args: { problem: 'missing' }, at: '""' },
    { name: 'a number', text: callbackWith({ callbackUrl: 1 }), args: { problem: 'type' }, at: '1' },
    {
      name: 'a gap in the list',
      text: callbackWith({ callbackUrl: 'https://a.com;' }),
      args: { problem: 'empty', url: '', port: '', scheme: 'http' },
      at: '"',
    },
    {
      name: 'another scheme',
      text: callbackWith({ callbackUrl: 'ftp://a.com' }),
      args: { problem: 'scheme', url: 'ftp://a.com', port: '', scheme: 'ftp' },
      at: 'ftp',
    },
    {
      name: 'a user',
      text: callbackWith({ callbackUrl: 'https://me@a.com' }),
      args: { problem: 'user', url: 'https://me@a.com', port: '', scheme: 'https' },
      at: 'https://me',
    },
    {
      name: 'no host',
      text: callbackWith({ callbackUrl: 'https:///a' }),
      args: { problem: 'host', url: 'https:///a', port: '', scheme: 'https' },
      at: 'https:///',
    },
    {
      name: 'a word for a port, second in the list',
      text: callbackWith({ callbackUrl: 'https://a.com;10.101.166.30:test' }),
      args: { problem: 'port', url: '10.101.166.30:test', port: 'test', scheme: 'http' },
      at: '10.101',
    },
  ],
});
