import { randomUUID } from 'node:crypto';
import type { CallbackRequest } from '../../http/callback-request.ts';
import type { Reply } from '../../http/reply.ts';

/** Options of {@link webRequestToRequest}. */
export interface WebRequestOptions {
  /** Octets read of a body; of a longer one the receiver is handed one octet too many, which it refuses. Default 262144. */
  readonly maxBodyBytes?: number;
}

/**
 * Reads a `Request` of the Fetch standard, as Hono, Next.js, Deno and Bun hand over. Nothing may have read its body before.
 * @throws {TypeError} where something has.
 */
export async function webRequestToRequest(
  request: Request,
  { maxBodyBytes = 262_144 }: WebRequestOptions = {},
): Promise<CallbackRequest> {
  // The text and not the parsed URL: `URL` drops a bare `?`.
  const [target = ''] = request.url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split('#', 1);
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return {
    method: request.method,
    path: path === '' ? '/' : path,
    pathEncoding: 'encoded',
    rawQuery: mark === -1 ? '' : target.slice(mark + 1),
    headers: Object.fromEntries(request.headers),
    body: await readBody(request, maxBodyBytes),
    requestId: randomUUID(),
  };
}

/** Writes a reply as a `Response` of the Fetch standard, with its length, so that servers do not chunk it. */
export function replyToWebResponse({ status, headers, body }: Reply): Response {
  return new Response(body, { status, headers: { ...headers } });
}

async function readBody(request: Request, max: number): Promise<Uint8Array> {
  if (request.bodyUsed) throw new TypeError('"request" must come with its body unread');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > max) return new Uint8Array(max + 1);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
