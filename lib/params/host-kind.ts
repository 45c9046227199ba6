/**
 * What a callback's host is: a `name`; an `ipv6` address; something of digits and dots that is no address (`malformed`);
 * or an IPv4 address that is `private` or `loopback` (OSS refuses both), `reserved` (never public, though OSS does not
 * say that it looks) or `public`.
 */
export type HostKind = 'name' | 'ipv6' | 'malformed' | 'private' | 'loopback' | 'reserved' | 'public';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** Tells what a host, name or address, is. An empty host is a `name`. */
export function hostKind(host: string): HostKind {
  const text = host.toLowerCase().replace(/\.$/, '');
  if (text === 'localhost' || text.endsWith('.localhost')) return 'loopback';
  if (text.includes(':')) return 'ipv6';
  if (IPV4.test(text)) return ipv4Kind(text.split('.').map(Number) as [number, number]);
  return /^[\d.]+$/.test(text) ? 'malformed' : 'name';
}

/**
 * Whether OSS refuses to call this host: loopback or RFC 1918. Names are for the caller to look up first.
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000008
 */
export function isPrivateAddress(host: string): boolean {
  const kind = hostKind(host);
  return kind === 'private' || kind === 'loopback';
}

function ipv4Kind([a, b]: readonly [number, number]): HostKind {
  if (a === 127) return 'loopback';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private';
  const isReserved = a === 0 || (a === 100 && b >= 64 && b <= 127) || (a === 169 && b === 254) || a >= 224;
  return isReserved ? 'reserved' : 'public';
}

/** Whether a name is one that only a private network knows. Whether it resolves is not looked at. */
export function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (hostKind(name) !== 'name') return false;
  return !name.includes('.') || /\.(?:local|internal|lan|home|corp|test|invalid|example)$/.test(name);
}
