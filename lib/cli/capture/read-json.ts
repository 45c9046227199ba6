import { lambdaEventToRequest, type LambdaHttpEvent } from '../../platform/aws/http.ts';
import { fcEventToRequest } from '../../platform/fc/http.ts';
import { capturedRequest, type Capture, type CaptureReader } from './capture.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Nobody calls it now. */
const CAPTURED = { requestId: 'capture' };

/** Reads captures in JSON: HAR, events of Lambda and Function Compute, webhook.site's export, and requests written down field by field. */
export const readJson: CaptureReader = (octets) => {
  const value = parse(octets);
  if (!isObject(value)) return undefined;
  if (isObject(value['log']) && Array.isArray(value['log']['entries'])) return readHar(value['log']['entries']);
  if (isFcEvent(value)) return [{ format: 'Function Compute event', request: fcEventToRequest(octets, CAPTURED) }];
  if (isLambdaEvent(value)) return [readLambdaEvent(value)];
  if (typeof value['content'] === 'string' && typeof value['url'] === 'string') return [readWebhookSite(value)];
  const target = value['path'] ?? value['url'];
  return typeof target === 'string' ? [readPlain(value, target)] : undefined;
};

function parse(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(octets));
  } catch {
    return undefined;
  }
}

/** Of everything that a browser or proxy recorded, the requests that carry a signature; all that have a body if none does. */
function readHar(entries: readonly unknown[]): Capture[] {
  const captures = entries.flatMap((entry) => {
    const request = isObject(entry) ? entry['request'] : undefined;
    return isObject(request) && typeof request['url'] === 'string' ? [harRequest(request, request['url'])] : [];
  });
  const signed = captures.filter(({ request }) => request.headers['x-oss-pub-key-url'] !== undefined);
  return signed.length > 0 ? signed : captures.filter(({ request }) => request.body.length > 0);
}

function harRequest(request: JsonObject, target: string): Capture {
  const postData = isObject(request['postData']) ? request['postData'] : {};
  const encoding = (postData['encoding'] ?? postData['_encoding']) === 'base64' ? 'base64' : 'utf8';
  const body = Buffer.from(text(postData['text']), encoding);
  const headers = list(request['headers'])
    // HTTP/2's own, such as `:path`.
    .filter(({ name }) => !text(name).startsWith(':'))
    .map(({ name, value }) => [text(name), text(value)] as const);
  return { format: 'HAR', request: capturedRequest({ method: text(request['method']), target, headers, body }) };
}

// Lambda's has a version too, 1.0 or 2.0.
const isFcEvent = ({ version, rawPath }: JsonObject): boolean => version === 'v1' && typeof rawPath === 'string';

const isLambdaEvent = ({ requestContext, httpMethod, rawPath, path }: JsonObject): boolean =>
  typeof httpMethod === 'string' ||
  (isObject(requestContext) && [rawPath, path].some((one) => typeof one === 'string'));

function readLambdaEvent(event: JsonObject): Capture {
  const request = lambdaEventToRequest(event as unknown as LambdaHttpEvent, { awsRequestId: CAPTURED.requestId });
  return { format: 'Lambda event', request };
}

function readWebhookSite({ method, url, headers, content }: JsonObject): Capture {
  const request = capturedRequest({
    method: text(method) || 'POST',
    target: text(url),
    headers: headerPairs(headers),
    body: Buffer.from(text(content)),
  });
  return { format: 'webhook.site export', request };
}

/** The form of this project's own vectors, and what people write by hand: `query` apart or in the path, any one body. */
function readPlain(value: JsonObject, target: string): Capture {
  const query = text(value['query'] ?? value['rawQuery']);
  const mark = query === '' || query.startsWith('?') ? '' : '?';
  const isBase64 = value['isBase64Encoded'] === true || value['bodyEncoding'] === 'base64';
  const request = capturedRequest({
    method: text(value['method']) || 'POST',
    target: target + mark + query,
    headers: headerPairs(value['headers']),
    body: Buffer.from(text(value['body']), isBase64 ? 'base64' : 'utf8'),
  });
  return { format: 'request in JSON', request };
}

function headerPairs(headers: unknown): (readonly [string, string])[] {
  if (Array.isArray(headers)) return list(headers).map(({ name, value }) => [text(name), text(value)]);
  if (!isObject(headers)) return [];
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => [name, text(each)] as const),
  );
}

const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
