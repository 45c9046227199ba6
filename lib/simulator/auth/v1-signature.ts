import { createHmac } from 'node:crypto';
import type { OssRequest } from '../oss-request.ts';

// Query parameters that name a sub-resource and are therefore signed, beside all that begin with `x-oss-`.
// https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
const SUB_RESOURCES: ReadonlySet<string> = new Set(
  `acl append bucketInfo callback callback-var cname comp continuation-token cors delete endTime img inventory
   inventoryId lifecycle live location logging objectMeta partNumber policy position qos referer regionList replication
   replicationLocation replicationProgress requestPayment resourceGroup response-cache-control
   response-content-disposition response-content-encoding response-content-language response-content-type
   response-expires restore security-token sequential startTime stat status style styleName symlink tagging transferAcceleration
   uploadId uploads versionId versioning versions vod website worm wormExtend wormId`.split(/\s+/),
);

/** What of a request a V1 signature covers. */
export type SignedByV1 = Pick<OssRequest, 'method' | 'headers' | 'bucket' | 'key' | 'query'>;

/**
 * Builds what a V1 signature covers, as octets in a latin1 string: header values come as octets, resources as UTF-8.
 * `date` is the date header, or the expiry of a presigned URL.
 */
export function v1StringToSign(request: SignedByV1, date: string): string {
  const { headers } = request;
  const ossHeaders = Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${(headers[name] ?? '').trim()}\n`);
  const first = [request.method, headers['content-md5'] ?? '', headers['content-type'] ?? '', date];
  return `${first.join('\n')}\n${ossHeaders.join('')}${octets(canonicalResource(request))}`;
}

const octets = (text: string): string => Buffer.from(text).toString('latin1');

function canonicalResource({ bucket, key, query }: SignedByV1): string {
  const signed = [...query]
    .filter(([name]) => SUB_RESOURCES.has(name) || name.startsWith('x-oss-'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const resource = bucket === undefined ? '/' : `/${bucket}/${key}`;
  return signed.length === 0 ? resource : `${resource}?${signed.join('&')}`;
}

/** Computes a V1 signature: base64 of HMAC-SHA1 over octets in a latin1 string. */
export function v1Signature(stringToSign: string, secret: string): string {
  return createHmac('sha1', secret).update(stringToSign, 'latin1').digest('base64');
}
