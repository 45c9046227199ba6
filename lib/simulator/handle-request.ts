import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertKey } from './assert-key.ts';
import { authenticate } from './auth/authenticate.ts';
import type { Logger } from '../logger.ts';
import { controlReply, isControlRequest, type ControlContext } from './control.ts';
import { corsHeaders, preflightReply } from './cors.ts';
import { faultsOfHeader } from './fault-queue.ts';
import { isBucketName, isOwnHost, type Domains } from './locate.ts';
import type { OperationContext } from './operation.ts';
import { OssError } from './oss-error.ts';
import {
  internalError,
  invalidBucketName,
  methodNotAllowed,
  noSuchBucket,
  notImplemented,
  unknownHost,
} from './oss-errors.ts';
import { errorReply, type MessageStyle, type OssReply } from './oss-reply.ts';
import type { OssRequest } from './oss-request.ts';
import { readRequest } from './read-request.ts';
import { createRequestId } from './request-id.ts';
import { routeRequest, type Routing } from './router.ts';
import { settleAddress } from './settle-address.ts';
import { writeReply } from './write-reply.ts';

/** What the edge needs beside the operations. */
export interface HandlerOptions {
  readonly context: OperationContext;
  readonly control: ControlContext;
  readonly messages: MessageStyle;
  /** The buckets that there are; every valid name where absent. */
  readonly buckets: readonly string[] | undefined;
  readonly domains: Domains;
  /** Origins of pages that may read replies, beside those of this machine. */
  readonly origins: readonly string[];
  readonly logger: Logger;
}

// A client that goes on sending after its reply is listened to no longer than this.
const DRAIN_MS = 10_000;

/** Creates the listener of the HTTP server: every request gets a reply, whatever is wrong with it. Never throws. */
export function createRequestHandler(
  options: HandlerOptions,
): (message: IncomingMessage, response: ServerResponse) => void {
  return (message, response) => {
    handle(message, response, options).catch((error: unknown) => {
      // The client went away, or the reply could not be written to its end: nobody is left to tell.
      options.logger.debug({ error }, 'reply not written');
      response.destroy();
    });
  };
}

async function handle(message: IncomingMessage, response: ServerResponse, options: HandlerOptions): Promise<void> {
  const { context } = options;
  const receivedAt = context.clock();
  const requestId = createRequestId(receivedAt);
  const read = readRequest(message, { requestId, receivedAt, domains: options.domains });
  const request = settleAddress(read.request, context.signatures());
  const routing = routeRequest(request);
  context.emit({
    type: 'request',
    requestId,
    sinceMs: 0,
    method: request.method,
    url: request.url,
    operation: routing && 'route' in routing ? routing.route.name : undefined,
    bucket: request.bucket,
    key: request.key,
    head: headOf(message),
  });
  const reply = await replyTo(request, read.problem, routing, options);
  const common = {
    Server: 'AliyunOSS',
    'x-oss-request-id': requestId,
    'x-oss-server-time': String(context.clock() - receivedAt),
    ...corsHeaders(request, options.origins),
  };
  const written = await writeReply(response, reply, { method: request.method, common });
  context.emit({ type: 'reply', requestId, sinceMs: context.clock() - receivedAt, ...written });
  drain(message);
}

async function replyTo(
  request: OssRequest,
  problem: Error | undefined,
  routing: Routing,
  options: HandlerOptions,
): Promise<OssReply> {
  try {
    if (!isOwnHost(request.host, options.domains)) throw unknownHost(request.host);
    if (isControlRequest(request)) return controlReply(request, options.control);
    if (request.method === 'OPTIONS') return preflightReply(request);
    if (problem) throw problem;
    return await operate(request, routing, options);
  } catch (error) {
    if (!(error instanceof OssError)) options.logger.error({ error, requestId: request.requestId }, 'simulator fault');
    const told = error instanceof OssError ? error : internalError();
    const reply = errorReply(told, { requestId: request.requestId, hostId: request.host, messages: options.messages });
    return request.method === 'HEAD' ? errorInHeader(reply) : reply;
  }
}

async function operate(request: OssRequest, routing: Routing, { context, buckets }: HandlerOptions): Promise<OssReply> {
  const { bucket, key, method } = request;
  if (bucket === undefined) throw method === 'GET' ? notImplemented('ListBuckets') : methodNotAllowed(method);
  if (!isBucketName(bucket)) throw invalidBucketName(bucket);
  if (!routing) throw key === '' && method === 'DELETE' ? notImplemented('DeleteBucket') : methodNotAllowed(method);
  if ('unsupported' in routing) throw notImplemented(`?${routing.unsupported}`);
  const { route } = routing;
  if (route.hasKey) assertKey(key);
  // Before anything is stored: a fault misspelt must not pass for none.
  faultsOfHeader(request);
  const signatures = context.signatures();
  if (signatures && !route.isForm) authenticate(request, signatures);
  if (buckets && !buckets.includes(bucket)) throw noSuchBucket(bucket);
  return route.run({ ...request, bucket }, context);
}

/** A reply to HEAD has no body: OSS puts the error into a header. */
function errorInHeader(reply: OssReply): OssReply {
  const xml = reply.body instanceof Uint8Array ? Buffer.from(reply.body).toString('base64') : '';
  return { ...reply, headers: { ...reply.headers, 'x-oss-err': xml } };
}

function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): Uint8Array {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');
}

/** Reads what the client still sends, so that it can read its reply; a connection that never ends is cut. */
function drain(message: IncomingMessage): void {
  if (message.complete) return;
  message.resume();
  const timer = setTimeout(() => {
    message.destroy();
  }, DRAIN_MS).unref();
  message.once('close', () => {
    clearTimeout(timer);
  });
}
