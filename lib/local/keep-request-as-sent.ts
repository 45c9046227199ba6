import type { Serverless } from './serverless.ts';

/** The part of a hapi server that is used here. https://hapi.dev/api/#server.ext() */
interface HapiServer {
  ext(event: 'onRequest', method: (request: HapiRequest, toolkit: { readonly continue: symbol }) => symbol): void;
}

/** A request as hapi hands it to extensions, before it is routed or read. */
export interface HapiRequest {
  readonly raw: { readonly req: { readonly url?: string; readonly rawHeaders: string[] } };
  readonly headers: Record<string, string | string[] | undefined>;
  readonly url: URL;
  setUrl(url: string, stripTrailingSlash: boolean): void;
}

/** Serverless plugin of serverless-offline. Its own tests reach its HTTP server this way; there is no other. */
interface OfflinePlugin {
  internals(): { getApiGatewayServer(): HapiServer };
}

/** Has a running `serverless offline` hand on what OSS signed as it was sent, as API Gateway does. */
export function keepRequestsAsSent({ pluginManager }: Pick<Serverless, 'pluginManager'>): void {
  const offline = pluginManager.plugins.find((plugin): plugin is OfflinePlugin => 'internals' in plugin);
  offline
    ?.internals()
    .getApiGatewayServer()
    .ext('onRequest', (request, toolkit) => {
      keepAsSent(request);
      return toolkit.continue;
    });
}

/** Changes a request so that what `serverless offline` makes of it is what was sent: headers, body, path and query. */
export function keepAsSent(request: HapiRequest): void {
  // It reads a body as UTF-8 text, which destroys what is not UTF-8, unless the headers say it is binary: then the function is
  // handed base64. The function still gets the content type that was sent, from the raw headers.
  request.headers['content-type'] = 'application/octet-stream';
  joinRepeated(request.raw.req.rawHeaders);
  const target = request.raw.req.url ?? '/';
  const [path = '', ...query] = target.split('?');
  // It takes a slash from the end of a path, and resolves its dots.
  request.setUrl(target, false);
  Object.defineProperty(request.url, 'pathname', { value: path });
  // It writes the query anew from what was parsed: `%20` would become `+`, and `a` `a=`.
  request.url.searchParams.toString = () => query.join('?');
}

/** Of a header that came twice it keeps the last; API Gateway joins them, so that two signatures are no signature. */
function joinRepeated(rawHeaders: string[]): void {
  const joined = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const before = joined.get(name.toLowerCase());
    joined.set(name.toLowerCase(), before === undefined ? value : `${before},${value}`);
  }
  rawHeaders.splice(0, rawHeaders.length, ...[...joined].flat());
}
