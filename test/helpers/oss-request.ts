import type { OssRequest } from '../../lib/simulator/oss-request.ts';
import { locate } from '../../lib/simulator/locate.ts';
import { parseQuery } from '../../lib/simulator/parse-query.ts';

/** A request in path style with an empty body, as the simulator's edge would read it. */
export function ossRequest(method: string, url: string, headers: Readonly<Record<string, string>> = {}): OssRequest {
  const [path = '', rawQuery = ''] = url.split('?');
  const { bucket, encodedKey, style } = locate('127.0.0.1', path);
  const queryPairs = parseQuery(rawQuery);
  return {
    requestId: '5B9CDDCC9D2B0CA88AE2BEA1',
    receivedAt: 0,
    method,
    url,
    host: '127.0.0.1',
    port: '9200',
    style,
    bucket,
    key: decodeURIComponent(encodedKey),
    queryPairs,
    query: new Map(queryPairs.map(({ name, value }) => [name, value ?? ''])),
    headers,
    clientIp: '127.0.0.1',
    body: nothing(),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* [];
}
