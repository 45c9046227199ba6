import { isIP } from 'node:net';

/** Where a request goes: a bucket, or none, and a key, still percent-encoded. */
export interface Location {
  readonly bucket: string | undefined;
  readonly encodedKey: string;
  readonly style: 'virtual-host' | 'path';
}

const BUCKET_NAME = /^[a-z0-9_][a-z0-9_-]{1,61}[a-z0-9_]$/;
// `bucket.localhost`, `bucket.oss-cn-hangzhou.aliyuncs.com` (which the SDK for Node also sends to an IP endpoint).
const SERVICE_HOST = /^(?:localhost|oss-.+)$/;

/** Tells whether a text may name a bucket. https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions */
export function isBucketName(text: string): boolean {
  return BUCKET_NAME.test(text);
}

/** Hosts of the user's own: each for one bucket, as a CNAME is, or with the empty text for the bucket in the path. */
export type Domains = Readonly<Record<string, string>>;

/**
 * Finds bucket and key: virtual-host style where the host is a bucket's (`bucket.localhost`, `bucket.oss-…`, or one of
 * `domains`), else path style (`/bucket/key`).
 */
export function locate(host: string, path: string, domains: Domains = {}): Location {
  const bucket = bucketOfHost(host, domains);
  if (bucket !== undefined) return { bucket, encodedKey: path.slice(1), style: 'virtual-host' };
  const [, first = '', encodedKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: first === '' ? undefined : first, encodedKey, style: 'path' };
}

function bucketOfHost(host: string, domains: Domains): string | undefined {
  if (Object.hasOwn(domains, host)) return domains[host] || undefined;
  if (isIP(host) !== 0) return undefined;
  const dot = host.indexOf('.');
  // A host that begins with a dot is ali-oss asking for the list of buckets at an IP address.
  if (dot <= 0 || !SERVICE_HOST.test(host.slice(dot + 1))) return undefined;
  return host.slice(0, dot);
}

// Names that no stranger can have point to this machine.
const OWN_NAME = /^[^.]*$|(?:^|\.)(?:localhost|local|internal|test|home\.arpa)$|(?:^|\.)oss-/;

/**
 * Tells whether a host is one that the simulator may be called by. Another name is a page's whose owner lets it point to
 * this machine in order to read what is here (DNS rebinding).
 */
export function isOwnHost(host: string, domains: Domains = {}): boolean {
  return Object.hasOwn(domains, host) || isIP(host.replace(/^\[|\]$/g, '')) !== 0 || OWN_NAME.test(host);
}
