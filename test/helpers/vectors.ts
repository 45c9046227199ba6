import { readdirSync, readFileSync } from 'node:fs';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';

/** A request that was published or captured, and whether OSS signed it. */
export interface Vector {
  readonly id: string;
  readonly path: string;
  /** With its `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly stringToSign: string;
  readonly expected: 'valid' | 'invalid';
}

const folder = new URL('../../events/vectors/', import.meta.url);

export const vectors: readonly Vector[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vector);

export const genuine = vectors.filter(({ expected }) => expected === 'valid');

export function vectorToRequest({ path, query, headers, body }: Vector): CallbackRequest {
  return {
    method: 'POST',
    path,
    pathEncoding: 'encoded',
    rawQuery: query.slice(1),
    headers,
    body: Buffer.from(body),
    requestId: 'request-of-a-test',
  };
}
