import { emptyReply, type OssReply } from './oss-reply.ts';
import type { OssRequest } from './oss-request.ts';

const EXPOSED = 'ETag, Content-MD5, x-oss-request-id, x-oss-hash-crc64ecma, x-oss-server-time, x-oss-version-id';

const LOOPBACK_ORIGIN = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[^/]*\.localhost)(?::\d+)?$/;

/**
 * The headers that let a page read a reply: pages of this machine, and of the `origins` named. The credentials of a local
 * simulator are no secret, so any other page that a developer visits could read his objects.
 */
export function corsHeaders(
  { headers }: Pick<OssRequest, 'headers'>,
  origins: readonly string[],
): Record<string, string> {
  const origin = headers['origin'];
  if (origin === undefined) return {};
  if (!LOOPBACK_ORIGIN.test(origin) && !origins.includes(origin) && !origins.includes('*')) return { Vary: 'Origin' };
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED, Vary: 'Origin' };
}

/**
 * Answers a browser's question before a cross-origin upload: every method and header is allowed, `x-oss-callback` too,
 * which real buckets must be told of. https://www.alibabacloud.com/help/en/oss/developer-reference/options
 */
export function preflightReply({ headers }: Pick<OssRequest, 'headers'>): OssReply {
  return emptyReply(200, {
    'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE, HEAD',
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
    'Access-Control-Max-Age': '600',
    // A public page that reaches for a private address asks for this, too.
    'Access-Control-Allow-Private-Network': 'true',
  });
}
