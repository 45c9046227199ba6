import type { IncomingMessage } from 'node:http';
import { invalidArgument, invalidObjectName } from './oss-errors.ts';
import { locate, type Domains } from './locate.ts';
import type { OssRequest } from './oss-request.ts';
import { parseQuery } from './parse-query.ts';

/** What the edge knows beside the message itself. */
export interface RequestFacts {
  readonly requestId: string;
  readonly receivedAt: number;
  readonly domains: Domains;
}

/**
 * Reads address and headers of a request. Never throws: what cannot be decoded is told beside a request that has
 * neither bucket nor key.
 */
export function readRequest(
  message: IncomingMessage,
  { requestId, receivedAt, domains }: RequestFacts,
): { readonly request: OssRequest; readonly problem?: Error } {
  const url = message.url ?? '/';
  const [, host = '', port = ''] = /^(.*?)(?::(\d*))?$/.exec((message.headers.host ?? '').toLowerCase()) ?? [];
  const [path = '', ...rest] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('?');
  const base = {
    requestId,
    receivedAt,
    method: message.method ?? '',
    url,
    host,
    port,
    style: 'path',
    bucket: undefined,
    key: '',
    queryPairs: [],
    query: new Map<string, string>(),
    headers: plainHeaders(message),
    clientIp: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    body: bodyOf(message),
  } as const;
  try {
    const { bucket, encodedKey, style } = locate(host, path.startsWith('/') ? path : `/${path}`, domains);
    const key = decodeKey(encodedKey);
    const queryPairs = decodeQuery(rest.join('?'));
    // The first of two parameters of one name counts.
    const query = new Map([...queryPairs].reverse().map(({ name, value }) => [name, value ?? ''] as const));
    return { request: { ...base, bucket, style, key, queryPairs, query } };
  } catch (problem) {
    return { request: base, problem: problem as Error };
  }
}

/** The body; who stops reading it does not cut the connection, for the client still wants its reply. */
function bodyOf(message: IncomingMessage): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => message.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>,
  };
}

function plainHeaders({ headers }: IncomingMessage): OssRequest['headers'] {
  const plain = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return Object.fromEntries(plain) as Record<string, string | undefined>;
}

function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw invalidObjectName(encoded);
  }
}

function decodeQuery(rawQuery: string) {
  try {
    return parseQuery(rawQuery);
  } catch {
    throw invalidArgument('The query string is not percent-encoded UTF-8.', 'query', rawQuery);
  }
}
