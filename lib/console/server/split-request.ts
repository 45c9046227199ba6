import type { CallbackRequest } from '../../http/callback-request.ts';

/** Takes an HTTP request apart that the local OSS or the relay wrote. */
export function splitRequest(octets: Buffer): CallbackRequest {
  const end = octets.indexOf('\r\n\r\n');
  const [requestLine = '', ...lines] = octets.subarray(0, end).toString('latin1').split('\r\n');
  const [method = '', target = '/'] = requestLine.split(' ');
  const mark = target.indexOf('?');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    method,
    path: mark === -1 ? target : target.slice(0, mark),
    pathEncoding: 'encoded',
    rawQuery: mark === -1 ? '' : target.slice(mark + 1),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: octets.subarray(end + 4),
    requestId: 'console',
  };
}
