import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody } from '../../http/read-body.ts';
import type { Logger } from '../../logger.ts';
import { toReportedError } from '../../reported-error.ts';
import type { FcInvocationHandler } from './queue.ts';
import type { RoleCredentials } from './role-credentials.ts';

/** Options of {@link createCustomRuntimeListener}. */
export interface CustomRuntimeOptions {
  /** Answers what came through an HTTP trigger. Default: nothing may come that way. */
  readonly http?: RequestListener;
  /** Handles what the function was invoked with. Default: it may not be invoked. */
  readonly invoke?: FcInvocationHandler;
  readonly credentials: RoleCredentials;
  readonly logger: Logger;
}

// https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/limits
const MAX_PAYLOAD_BYTES = 33_554_432;
const HTTP = '/http-invoke';
/** What Function Compute itself asks of a custom runtime, beside invocations. */
const LIFECYCLE: ReadonlySet<string> = new Set(['/initialize', '/pre-freeze', '/pre-stop']);

/**
 * Creates the `request` listener of a custom runtime, to which Function Compute forwards all: what it asks itself, invocations and
 * what came through an HTTP trigger. Which it is it says in a header; without the header, its own paths are its own, and never a
 * callback. Headers that begin with `x-fc-` are its own too: it takes none of a client's. Should one of a client's ever stand beside
 * its own, then neither is believed, and the request is taken for a stranger's.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/event-handlers
 * https://www.alibabacloud.com/help/en/functioncompute/web-functions
 */
export function createCustomRuntimeListener(options: CustomRuntimeOptions): RequestListener {
  const { http, invoke, credentials, logger } = options;
  return (request, response) => {
    credentials.renew(keysOf(request));
    const asked = controlPathOf(request);
    if (LIFECYCLE.has(asked)) answer(response, 200);
    else if (asked === '/invoke') {
      if (invoke) void answerInvocation(invoke, request, { response, logger });
      else refuse(response, 'this function takes HTTP requests, and is not to be invoked');
    } else if (http) http(request, response);
    else refuse(response, 'this function is to be invoked, and takes no HTTP requests');
  };
}

function controlPathOf(request: IncomingMessage): string {
  const [said, ...more] = request.headersDistinct['x-fc-control-path'] ?? [];
  if (said !== undefined) return more.length === 0 ? said : HTTP;
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  return request.method === 'POST' && (path === '/invoke' || LIFECYCLE.has(path)) ? path : HTTP;
}

async function answerInvocation(
  invoke: FcInvocationHandler,
  request: IncomingMessage,
  { response, logger }: { readonly response: ServerResponse; readonly logger: Logger },
): Promise<void> {
  const requestId = header(request, 'x-fc-request-id') ?? '';
  const timeoutSeconds = Number(header(request, 'x-fc-function-timeout') ?? NaN);
  try {
    const payload = await readBody(request, { max: MAX_PAYLOAD_BYTES });
    if (payload === undefined) return;
    await invoke({ payload, requestId, timeoutSeconds });
    answer(response, 200);
  } catch (error) {
    const { message: reason } = toReportedError(error);
    logger.error({ requestId, reason }, 'invocation failed');
    refuse(response, reason);
  }
}

/** Both the status and the header: only the latter makes an invocation a failed one, which is tried again. */
function refuse(response: ServerResponse, errorMessage: string): void {
  answer(response, 404, JSON.stringify({ errorMessage }));
}

function answer(response: ServerResponse, status: 200 | 404, body = ''): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-fc-status': String(status),
    })
    .end(body);
}

function keysOf(request: IncomingMessage) {
  return {
    accessKeyId: header(request, 'x-fc-access-key-id') ?? '',
    accessKeySecret: header(request, 'x-fc-access-key-secret') ?? '',
    securityToken: header(request, 'x-fc-security-token'),
  };
}

function header({ headersDistinct }: IncomingMessage, name: string): string | undefined {
  const [value, ...more] = headersDistinct[name] ?? [];
  return more.length === 0 ? value : undefined;
}
