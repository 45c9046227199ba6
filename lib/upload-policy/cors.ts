import type { CallbackRequest } from '../http/callback-request.ts';
import type { Reply } from '../http/reply.ts';

/** Which pages may ask: origins such as `https://app.example.com`, or `*` for any. None: no page of another origin. */
export type AllowedOrigins = readonly string[];

// Browsers keep the answer to a preflight for two hours at most.
const MAX_AGE_SECONDS = 7_200;

/** The headers that let the page which asks read the answer. The origin decides, so a cache must keep them apart by it. */
export function corsHeaders(request: CallbackRequest, origins: AllowedOrigins): Readonly<Record<string, string>> {
  const origin = request.headers['origin'];
  if (origins.includes('*')) return { 'access-control-allow-origin': '*' };
  const vary = origins.length === 0 ? {} : { vary: 'origin' };
  if (origin === undefined || !origins.includes(origin)) return vary;
  return { ...vary, 'access-control-allow-origin': origin };
}

/** Answers a browser's question whether the page may post. https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export function preflightReply(request: CallbackRequest, origins: AllowedOrigins): Reply {
  return {
    status: 204,
    headers: {
      ...corsHeaders(request, origins),
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': String(MAX_AGE_SECONDS),
    },
    body: '',
  };
}
