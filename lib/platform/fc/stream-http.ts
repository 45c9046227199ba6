import type { Readable } from 'node:stream';
import { pause } from '../../clock.ts';
import type { CallbackReceiver } from '../../callback/receive.ts';
import { rejectionReply } from '../../callback/rejection-reply.ts';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { joinHeaders } from '../../http/join-headers.ts';
import { readBody } from '../../http/read-body.ts';
import type { FcContext } from './context.ts';

/**
 * A request as Function Compute 2.0 hands it to an HTTP function: a stream; newer runtimes have read its body already.
 * https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/http-handler
 */
export interface FcStreamRequest extends Readable {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** The path behind the function's own, `/2016-08-15/proxy/<service>/<function>`, where it is called by that. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: unknown;
}

/** What answers it. */
export interface FcStreamResponse {
  setStatusCode(status: number): void;
  setHeader(name: string, value: string): void;
  send(body: string): void;
}

/** One call of an HTTP function. */
export interface FcStreamExchange {
  readonly request: FcStreamRequest;
  readonly response: FcStreamResponse;
  readonly context: FcContext;
}

/** Answers one request; one whose body does not come in time is told to try again. */
export async function answerStreamRequest(
  receive: CallbackReceiver,
  { request, response, context }: FcStreamExchange,
  { maxBodyBytes, bodyTimeoutMs }: { readonly maxBodyBytes: number; readonly bodyTimeoutMs: number },
): Promise<void> {
  const headers = joinHeaders(request.headers);
  const requestId = context.requestId ?? '';
  const body = await bodyOf(request, { max: maxBodyBytes, contentLength: headers['content-length'] }, bodyTimeoutMs);
  const reply =
    body === undefined
      ? rejectionReply(undefined, requestId)
      : await receive({ ...lineOf(request), headers, body, requestId });
  response.setStatusCode(reply.status);
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  response.send(reply.body);
}

async function bodyOf(
  request: FcStreamRequest,
  options: { readonly max: number; readonly contentLength: string | undefined },
  timeoutMs: number,
): Promise<Uint8Array | undefined> {
  if (request.body instanceof Uint8Array) return request.body;
  const settled = new AbortController();
  try {
    return await Promise.race([readBody(request, options), pause(timeoutMs, settled.signal).then(() => undefined)]);
  } finally {
    settled.abort();
  }
}

type Line = Pick<CallbackRequest, 'method' | 'path' | 'pathEncoding' | 'pathPrefix' | 'rawQuery'>;

// OSS signs the path that it called, the function's own part of it included.
function lineOf({ method, url, path }: FcStreamRequest): Line {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const whole = (mark === -1 ? target : target.slice(0, mark)) || '/';
  const isBehind = path.startsWith('/') && whole.endsWith(path);
  return {
    method: method.toUpperCase(),
    path: isBehind ? path : whole,
    pathEncoding: 'encoded',
    pathPrefix: isBehind ? whole.slice(0, whole.length - path.length) : '',
    rawQuery: mark === -1 ? '' : target.slice(mark + 1),
  };
}
