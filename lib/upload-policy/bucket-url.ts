import { isIP } from 'node:net';

/** Where a bucket is reached. */
export interface BucketLocation {
  /** Origin of OSS in the bucket's region, `https://oss-cn-hangzhou.aliyuncs.com`, or of a local one. */
  readonly endpoint: string;
  readonly bucket: string;
}

/**
 * Makes the URL of a bucket, ending with `/`: the bucket's own host, or its path where the endpoint has no names below it
 * (an IP address, localhost).
 */
export function bucketUrl({ endpoint, bucket }: BucketLocation): string {
  const url = new URL(endpoint);
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 || url.hostname === 'localhost') {
    return `${url.origin}/${bucket}/`;
  }
  return `${url.protocol}//${bucket}.${url.host}/`;
}

/** Percent-encodes all but what RFC 3986 leaves unreserved, as OSS's signatures want it. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-encodes a key for a path: its slashes stay. */
export function encodeKey(key: string): string {
  return encodeRfc3986(key).replace(/%2F/g, '/');
}
