import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-host-has-an-ipv4-address', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'an address', text: callbackWith({ callbackUrl: 'http://8.8.8.8:9090/' }) },
    { name: 'a URL that is none, of which another rule speaks', text: callbackWith({ callbackUrl: 'http://1.2:x' }) },
  ],
  invalid: [
    {
      name: 'an IPv6 address',
      text: callbackWith({ callbackUrl: 'https://[2001:db8::1]/' }),
      args: { kind: 'ipv6', host: '2001:db8::1' },
      at: '2001',
    },
    {
      name: 'half an address',
      text: callbackWith({ callbackUrl: 'http://123.456/' }),
      args: { kind: 'malformed', host: '123.456' },
      at: '123.456',
    },
  ],
});
