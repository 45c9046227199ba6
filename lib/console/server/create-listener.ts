import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonReply } from '../../http/reply.ts';
import type { History } from '../history.ts';
import { MAX_UPLOAD_BYTES } from '../setup.ts';
import type { ConsoleContext } from './console-context.ts';
import { streamEvents } from './event-stream.ts';
import { isOwnRequest, SECURITY_HEADERS } from './guard.ts';
import type { PageAssets } from './page-assets.ts';
import { PageRequestError, type RouteReply } from './route.ts';
import { ROUTES } from './routes.ts';

/** What the listener answers from. */
export interface ListenerOptions {
  readonly port: () => number;
  readonly history: History;
  readonly assets: Promise<PageAssets>;
  readonly context: ConsoleContext;
}

/** Creates the listener of the console's HTTP server. Never throws. */
export function createListener(options: ListenerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else write(response, errorReply(error));
    });
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, options: ListenerOptions): Promise<void> {
  if (!isOwnRequest(request.headers, options.port())) {
    write(response, jsonReply(403, { message: 'Only the console itself may ask. Open its address by hand.' }));
    return;
  }
  const [pathname = '', ...query] = (request.url ?? '').split('?');
  if (request.method === 'GET' && pathname === '/events') {
    streamEvents(options.history, request, response);
    return;
  }
  const asset = request.method === 'GET' ? (await options.assets).get(pathname) : undefined;
  if (asset) {
    write(response, { status: 200, headers: { 'content-type': asset.contentType }, body: asset.body });
    return;
  }
  const route = ROUTES[`${request.method ?? ''} ${pathname}`];
  const reply = route
    ? await route({ query: new URLSearchParams(query.join('?')), body: await readBody(request) }, options.context)
    : jsonReply(404, { message: 'There is nothing here.' });
  write(response, reply);
}

function write(response: ServerResponse, { status, headers, body }: RouteReply): void {
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers }).end(body);
}

function errorReply(error: unknown): RouteReply {
  const message = error instanceof Error ? error.message : String(error);
  return jsonReply(error instanceof PageRequestError ? error.status : 500, { message });
}

/** Reads all of a body, also where that is too much to keep: who still sends reads no answer. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= MAX_UPLOAD_BYTES) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  if (bytes > MAX_UPLOAD_BYTES) throw new PageRequestError(`at most ${MAX_UPLOAD_BYTES} bytes can be sent from here`);
  return Buffer.concat(chunks);
}
