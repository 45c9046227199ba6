import { callbackWith, testRule } from '../../helpers/test-rule.ts';

testRule('callback-host-is-public', {
  valid: [
    { name: 'a good callback', text: callbackWith({}) },
    { name: 'an address', text: callbackWith({ callbackUrl: 'http://8.8.8.8:9090/' }) },
    {
      name: 'a URL that is none, of which another rule speaks',
      text: callbackWith({ callbackUrl: 'http://10.0.0.1:x' }),
    },
  ],
  invalid: [
    {
      name: 'localhost',
      text: callbackWith({ callbackUrl: 'http://localhost:3000/' }),
      args: { kind: 'loopback', host: 'localhost' },
      at: 'localhost',
    },
    {
      name: 'a private address',
      text: callbackWith({ callbackUrl: '192.168.1.2:3000' }),
      args: { kind: 'private', host: '192.168.1.2' },
      at: '192.168',
    },
    {
      name: 'a link-local address',
      text: callbackWith({ callbackUrl: 'http://169.254.1.1/' }),
      severity: 'warning',
      args: { kind: 'reserved', host: '169.254.1.1' },
      at: '169',
    },
    {
      name: 'a name of a private network',
      text: callbackWith({ callbackUrl: 'http://receiver.internal/' }),
      severity: 'warning',
      args: { kind: 'local-name', host: 'receiver.internal' },
      at: 'receiver',
    },
  ],
});
