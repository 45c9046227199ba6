import { namedGroups } from './named-groups.ts';

/** One URL of a `callbackUrl` list, as OSS reads it: the scheme may be missing, then it is http. */
export interface CallbackUrl {
  /** As written, without the `;`. */
  readonly text: string;
  /** Where it begins in the list, in UTF-16 units. */
  readonly offset: number;
  /** Lower case; `http` where it is not written. */
  readonly scheme: string;
  /** Without port, and without the brackets of an IPv6 address. May be empty. */
  readonly host: string;
  readonly isIpv6: boolean;
  /** As written, without the colon; absent where there is none. */
  readonly port?: string;
  /** As written; empty where there is none (OSS then asks for `/`). */
  readonly path: string;
  /** As written, with its `?`; empty where there is none. */
  readonly query: string;
}

interface UrlParts {
  readonly scheme?: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

// Fits any text, from its beginning.
const PARTS = /(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?<authority>[^/?#]*)(?<path>[^?#]*)(?<query>(?:\?[^#]*)?)/i;
const AUTHORITY = /^(?:\[(?<ipv6>[^\]]*)\]|(?<host>[^:]*))(?::(?<port>[^:]*))?$/;

/**
 * Takes a `callbackUrl` apart: one to five URLs joined by `;`. Never throws; whether they are any good is for others to say.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export function parseCallbackUrls(callbackUrl: string): CallbackUrl[] {
  let offset = 0;
  return callbackUrl.split(';').map((text) => {
    const url = parseOne(text, offset);
    offset += text.length + 1;
    return url;
  });
}

function parseOne(text: string, offset: number): CallbackUrl {
  const { scheme = 'http', authority, path, query } = namedGroups(PARTS.exec(text) as RegExpExecArray) as UrlParts;
  // Does not fit where there are more colons than one port can have: an IPv6 address that somebody forgot to bracket.
  const { ipv6, host, port } = AUTHORITY.exec(authority)?.groups ?? {};
  return {
    text,
    offset,
    scheme: scheme.toLowerCase(),
    host: ipv6 ?? host ?? authority,
    isIpv6: ipv6 !== undefined || (host === undefined && /^[0-9a-f:.]+$/i.test(authority)),
    ...(port !== undefined && { port }),
    path,
    query,
  };
}

/** Why OSS cannot use a URL at all. */
export type CallbackUrlProblem = 'empty' | 'scheme' | 'host' | 'user' | 'port';

/**
 * Tells why OSS refuses a URL as invalid; `undefined` where it does not. What kind of host it is stands elsewhere.
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000004
 */
export function callbackUrlProblem({ text, scheme, host, port }: CallbackUrl): CallbackUrlProblem | undefined {
  if (text.trim() === '') return 'empty';
  if (scheme !== 'http' && scheme !== 'https') return 'scheme';
  // What looks like a port may be the second half of a user's secret.
  if (host.includes('@') || port?.includes('@')) return 'user';
  if (host === '' || /\s/.test(host)) return 'host';
  return port === undefined || isPort(port) ? undefined : 'port';
}

const isPort = (port: string): boolean => /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
