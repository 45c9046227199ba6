import { isUtf8 } from 'node:buffer';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { stringToSign } from '../../signature/string-to-sign.ts';
import { percentDecode } from '../../signature/percent-decode.ts';
import type { Copies } from '../journey-details.ts';

/** Writes a callback as other tools take it. */
export function copyCallback(request: CallbackRequest, { url, genuine }: { url: string; genuine: boolean }): Copies {
  return {
    curl: toCurl(request, url),
    lambdaEvent: toJson(toLambdaEvent(request)),
    vector: toJson(toVector(request, genuine)),
  };
}

const toJson = (value: object): string => JSON.stringify(value, null, 2);
const query = ({ rawQuery = '' }: CallbackRequest): string => (rawQuery === '' ? '' : `?${rawQuery}`);
const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const OF_CURL = new Set(['content-length', 'connection', 'host']);

function toCurl(request: CallbackRequest, url: string): string {
  const { body, headers, path } = request;
  const target = quote(new URL(url).origin + path + query(request));
  const given = Object.entries(headers)
    .filter(([name]) => !OF_CURL.has(name))
    .map(([name, value = '']) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const octets = Buffer.from(body);
  const isText = isUtf8(octets) && !octets.includes(0);
  const data = isText ? `--data-raw ${quote(octets.toString())}` : '--data-binary @-';
  // As they stand: neither brackets nor dots of an address mean anything here, nor an @ before the body.
  const command = ['curl --globoff --path-as-is', target, ...given, data].join(' \\\n  ');
  return isText ? command : `base64 -d <<< ${octets.toString('base64')} | ${command}`;
}

/** As a function URL hands it over, which keeps every octet: `serverless invoke local -f callback -p FILE`. */
function toLambdaEvent({ path, rawQuery = '', headers, body, method }: CallbackRequest): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: rawQuery,
    headers,
    requestContext: {
      domainName: 'console.lambda-url.us-east-1.on.aws',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: headers['user-agent'] ?? '' },
      requestId: headers['x-oss-request-id'] ?? 'console',
      routeKey: '$default',
      stage: '$default',
    },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}

/** As `events/vectors/` has them. */
function toVector(request: CallbackRequest, genuine: boolean): object {
  const { method, path, headers, body } = request;
  return {
    id: `console-${headers['x-oss-request-id'] ?? 'callback'}`,
    source: 'local OSS',
    method,
    path,
    query: query(request),
    headers,
    body: Buffer.from(body).toString('utf8'),
    stringToSign: stringToSign(percentDecode(path), query(request), body).toString('utf8'),
    expected: genuine ? 'valid' : 'invalid',
  };
}
