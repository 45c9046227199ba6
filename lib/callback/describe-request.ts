import type { CallbackRequest } from '../http/callback-request.ts';

const MASK = '***';
// Those of a platform too: Function Compute hands its role's keys over in each request.
const SECRET_HEADERS = /authorization|cookie|secret|token|access-key/;
const ADDRESS_HEADERS = /^(?:x-)?forwarded(?:-for)?$|-ip$/;
const MASKED_FIELDS = ['clientIp', 'ticket'];

/**
 * The whole request for a debug line, as OSS's documentation recommends to keep it, without what must not be kept:
 * signatures, tickets, client addresses, and the values of the names in `redact`. The body is masked as text: at this
 * point it is not verified, so nothing parses it.
 * https://www.alibabacloud.com/help/en/oss/upload-callbacks-6
 */
export function describeRequest(request: CallbackRequest, redact: readonly string[]): object {
  const names = [...MASKED_FIELDS, ...redact];
  const hidden = new Set(redact.map((name) => name.toLowerCase()));
  const headers = Object.entries(request.headers).map(([name, value]) => {
    const isHidden = SECRET_HEADERS.test(name) || ADDRESS_HEADERS.test(name) || hidden.has(name);
    return [name, isHidden ? MASK : value];
  });
  return {
    requestId: request.requestId,
    method: request.method,
    path: request.path,
    query: maskValues(request.rawQuery ?? joinPairs(request.queryPairs), names),
    headers: Object.fromEntries(headers) as object,
    body: maskValues(Buffer.from(request.body).toString('utf8'), names),
  };
}

const joinPairs = (pairs: CallbackRequest['queryPairs'] = []): string => pairs.map((pair) => pair.join('=')).join('&');

/** Masks `name=value` of a form and `"name":value` of JSON, wherever they stand in the text, with OSS's `x:` or without. */
function maskValues(text: string, names: readonly string[]): string {
  const any = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|');
  // What might be part of the value goes with it: an array or object to the end of the text.
  const string = String.raw`"(?:[^"\\]|\\.)*"?`;
  const json = new RegExp(String.raw`("(?:x:)?(?:${any})"\s*:\s*)(?:${string}|[[{][^]*|[^,}\s]+)`, 'gi');
  const rest = text.trimStart().startsWith('{') ? '[^&"]*' : '[^&]*';
  const form = new RegExp(String.raw`((?:^|[&?])(?:x:)?(?:${any})=)(?:${string})?${rest}`, 'gi');
  return text.replace(json, `$1"${MASK}"`).replace(form, `$1${MASK}`);
}
