import type { FcContext } from '../../lib/platform/fc/context.ts';
import { createRoleCredentials } from '../../lib/platform/fc/role-credentials.ts';
import { FC_CREDENTIALS } from './fc-credentials.ts';
import type { Vector } from './vectors.ts';

/** What Function Compute tells of an invocation. */
export const FC_CONTEXT: FcContext = {
  requestId: '1-64f6cd87-e7d6d4f1a2b3c4d5e6f7',
  credentials: FC_CREDENTIALS,
  function: { timeout: 60 },
};

/** Credentials of a role that nobody looks at. */
export const anyRole = () => createRoleCredentials({ accessKeyId: '', accessKeySecret: '' });

/** A request as an HTTP trigger of Function Compute 3.0 hands it over: JSON in octets, its query decoded into a map. */
export function fcHttpEvent({
  path,
  query,
  headers,
  body,
}: Pick<Vector, 'path' | 'query' | 'headers' | 'body'>): Buffer {
  const queryParameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    queryParameters[name] = name in queryParameters ? `${queryParameters[name] ?? ''},${value}` : value;
  }
  return Buffer.from(
    JSON.stringify({
      version: 'v1',
      rawPath: path,
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
      headers,
      queryParameters,
      requestContext: {
        accountId: '1234567890123456',
        domainName: 'example.cn-hangzhou.fcapp.run',
        domainPrefix: 'example',
        http: {
          method: 'POST',
          path: decodeURIComponent(path),
          protocol: 'HTTP/1.1',
          sourceIp: '203.0.113.7',
          userAgent: 'aliyun-oss-callback',
        },
        requestId: FC_CONTEXT.requestId,
        time: '2026-11-25T09:27:31Z',
        timeEpoch: '1795598851000',
      },
    }),
  );
}
