import type { CallbackReceiver } from '../../callback/receive.ts';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { joinHeaders } from '../../http/join-headers.ts';
import type { Reply } from '../../http/reply.ts';
import type { FcContext } from './context.ts';
import type { RoleCredentials } from './role-credentials.ts';
import { answerStreamRequest, type FcStreamRequest, type FcStreamResponse } from './stream-http.ts';

/** What an event function returns to its HTTP trigger. */
export interface FcHttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

/** Options of {@link createFcHttpHandler}. */
export interface FcHttpHandlerOptions {
  /** Octets kept of a body that is read as a stream. */
  readonly maxBodyBytes: number;
  /** Milliseconds within which such a body must have come. */
  readonly bodyTimeoutMs: number;
  readonly credentials: RoleCredentials;
}

/** A function as Function Compute calls it: 3.0 with an event and a context, 2.0 with request, response and context. */
export interface FcHttpHandler {
  (event: Uint8Array, context: FcContext): Promise<FcHttpResult>;
  (request: FcStreamRequest, response: FcStreamResponse, context: FcContext): Promise<undefined>;
}

/** Said at the start of a function that may be handed events. */
export const QUERY_IS_LOST =
  'an event function of Function Compute is not handed the query as OSS signed it: it is rebuilt in four spellings, and others ' +
  'do not verify. Keep the callback URL free of a query, or deploy handlers/fc/server.ts on the custom runtime';

/** Creates the handler of a receiver, for the HTTP triggers of both Function Compute 3.0 (events) and 2.0 (streams). */
export function createFcHttpHandler(receive: CallbackReceiver, options: FcHttpHandlerOptions): FcHttpHandler {
  const handler = async (
    ...[first, second, third]: [Uint8Array, FcContext] | [FcStreamRequest, FcStreamResponse, FcContext]
  ): Promise<FcHttpResult | undefined> => {
    if (third !== undefined && isStreamResponse(second)) {
      options.credentials.renew(third.credentials);
      await answerStreamRequest(
        receive,
        { request: first as FcStreamRequest, response: second, context: third },
        options,
      );
      return undefined;
    }
    const context = second as FcContext;
    options.credentials.renew(context.credentials);
    return replyToFcResult(await receive(fcEventToRequest(first as Uint8Array, context)));
  };
  return handler as FcHttpHandler;
}

function isStreamResponse(value: object | undefined): value is FcStreamResponse {
  return typeof (value as Partial<FcStreamResponse> | undefined)?.send === 'function';
}

/**
 * Reads the event of an HTTP trigger, JSON in octets. Whatever is missing from a broken one reads as empty, which the receiver
 * refuses. The path is as it was sent; of the query only decoded pairs are left.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/http-trigger-overview
 */
export function fcEventToRequest(event: Uint8Array, { requestId }: FcContext): CallbackRequest {
  const { requestContext, rawPath, headers, queryParameters, body, isBase64Encoded } = parseEvent(event);
  const context = record(requestContext);
  return {
    method: text(record(context['http'])['method']).toUpperCase(),
    path: text(rawPath),
    pathEncoding: 'encoded',
    rawQuery: undefined,
    queryPairs: Object.entries(record(queryParameters)).map(([name, value]) => [name, text(value)] as const),
    headers: joinHeaders(record(headers)),
    body: Buffer.from(text(body), isBase64Encoded === true ? 'base64' : 'utf8'),
    requestId: requestId ?? text(context['requestId']),
  };
}

/** Writes a reply as an HTTP trigger takes it. */
export function replyToFcResult({ status, headers, body }: Reply): FcHttpResult {
  return { statusCode: status, headers: { ...headers }, isBase64Encoded: false, body };
}

function parseEvent(event: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(Buffer.from(event).toString('utf8')));
  } catch {
    return {};
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
