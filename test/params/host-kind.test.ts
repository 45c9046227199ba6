import { hostKind, isLocalName, isPrivateAddress } from '../../lib/params/host-kind.ts';

const KINDS = [
  { kind: 'name', hosts: ['example.com', 'a', '', '1.2.3.4.example', '0x7f.1'] },
  { kind: 'loopback', hosts: ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', '127.0.0.1', '127.255.255.254'] },
  { kind: 'private', hosts: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'] },
  {
    kind: 'public',
    hosts: [
      '8.8.8.8',
      '172.15.0.1',
      '172.32.0.1',
      '192.167.0.1',
      '192.169.0.1',
      '100.63.0.1',
      '100.128.0.1',
      '169.253.0.1',
      '8.16.0.1',
      '8.168.0.1',
      '8.64.0.1',
      '8.254.0.1',
      '11.0.0.1',
      '223.255.255.255',
    ],
  },
  {
    kind: 'reserved',
    hosts: ['0.0.0.0', '100.64.0.1', '100.127.0.1', '169.254.169.254', '224.0.0.1', '255.255.255.255'],
  },
  { kind: 'malformed', hosts: ['1', '123.456', '1.2.3', '1.2.3.256', '1.2.3.4.5', '1..2.3'] },
  { kind: 'ipv6', hosts: ['::1', '2001:db8::1', '::ffff:10.0.0.1'] },
] as const;

describe(hostKind, () => {
  it.each(KINDS.flatMap(({ kind, hosts }) => hosts.map((host) => ({ kind, host }))))(
    'takes "$host" for $kind',
    ({ kind, host }) => {
      expect(hostKind(host)).toBe(kind);
      expect(isPrivateAddress(host)).toBe(kind === 'private' || kind === 'loopback');
    },
  );
});

describe(isLocalName, () => {
  it.each([
    { host: 'receiver', isLocal: true },
    { host: 'receiver.internal', isLocal: true },
    { host: 'Receiver.LOCAL.', isLocal: true },
    { host: 'receiver.test', isLocal: true },
    { host: 'receiver.test.com', isLocal: false },
    { host: '10.0.0.1', isLocal: false },
    { host: 'localhost', isLocal: false },
  ])('tells of $host: $isLocal', ({ host, isLocal }) => {
    expect(isLocalName(host)).toBe(isLocal);
  });
});
