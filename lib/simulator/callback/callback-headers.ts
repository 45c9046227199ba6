import { createHash } from 'node:crypto';
import type { CallbackUrl } from '../../params/callback-url.ts';
import { signRequest } from '../../signature/sign-request.ts';

/** What a callback says of the upload that it is about. */
export interface CallbackOrigin {
  readonly bucket: string;
  /** Request id of the upload. */
  readonly requestId: string;
  /** Account of the bucket's owner, 16 digits. */
  readonly owner: string;
  /** Account of the uploader. */
  readonly requester: string;
}

/** One callback request before it is signed. */
export interface UnsignedCallback {
  readonly url: CallbackUrl;
  /** `callbackHost`; default: host and port of the URL. */
  readonly host?: string | undefined;
  readonly body: Uint8Array;
  readonly bodyType: string;
  readonly origin: CallbackOrigin;
  /** Milliseconds since the epoch, for `Date`. */
  readonly now: number;
}

/** Path and query as they go over the wire, where OSS asks for `/` if the URL has no path. */
export function requestTarget({ path, query }: Pick<CallbackUrl, 'path' | 'query'>): { path: string; query: string } {
  // A space or line break would end the request line; what else is not ASCII goes as its UTF-8 octets.
  return { path: escapeControls(path) || '/', query: escapeControls(query) };
}

const escapeControls = (text: string): string => text.replace(/[\p{Cc} ]/gu, (each) => encodeURIComponent(each));

/** Writes a callback request: request line, headers, body. OSS sent HTTP/1.0 in its first years, and 1.1 since. */
export function callbackOctets(
  { url, body }: Pick<UnsignedCallback, 'url' | 'body'>,
  headers: readonly (readonly [string, string])[],
  httpVersion: '1.0' | '1.1' = '1.1',
): Buffer {
  const { path, query } = requestTarget(url);
  const lines = [`POST ${path}${query} HTTP/${httpVersion}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** Host and port as in a URL: without the port where it is the scheme's own. */
export function hostAndPort({ scheme, host, port }: Pick<CallbackUrl, 'scheme' | 'host' | 'port'>): string {
  const isDefault = port === undefined || port === (scheme === 'https' ? '443' : '80');
  return isDefault ? host : `${host}:${port}`;
}

/**
 * Signs a callback and lists its headers in the order in which OSS sends them since 2018.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export function callbackHeaders(
  callback: UnsignedCallback,
  privateKey: string,
): readonly (readonly [string, string])[] {
  const { url, body, origin } = callback;
  const signature = signRequest({ ...requestTarget(url), body }, { privateKey });
  return [
    ['Host', callback.host ?? hostAndPort(url)],
    ['Connection', 'close'],
    ['Content-Length', String(body.length)],
    ['Authorization', signature.authorization],
    ['Content-MD5', createHash('md5').update(body).digest('base64')],
    ['Content-Type', callback.bodyType],
    ['Date', new Date(callback.now).toUTCString()],
    ['User-Agent', 'aliyun-oss-callback'],
    ['x-oss-additional-headers', ''],
    ['x-oss-bucket', origin.bucket],
    ['x-oss-owner', origin.owner],
    ['x-oss-pub-key-url', signature['x-oss-pub-key-url']],
    ['x-oss-request-id', origin.requestId],
    ['x-oss-requester', origin.requester],
    ['x-oss-signature-version', '1.0'],
    ['x-oss-tag', 'CALLBACK'],
    ['eagleeye-rpcid', '0.1'],
  ];
}
