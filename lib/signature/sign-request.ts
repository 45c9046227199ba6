import { sign } from 'node:crypto';
import { percentDecode } from './percent-decode.ts';
import { PUBLISHED_PUB_KEY_URL } from './pub-key-url.ts';
import { stringToSign } from './string-to-sign.ts';

/** What {@link signRequest} signs. */
export interface RequestToSign {
  /** Percent-encoded, as it goes over the wire. */
  readonly path: string;
  /** Verbatim with its `?`; `''` where there is none. */
  readonly query: string;
  readonly body: Uint8Array;
}

/** Options of {@link signRequest}. */
export interface SignRequestOptions {
  /** PEM of an RSA private key of at least 368 bits; OSS's own has 512. */
  readonly privateKey: string;
  /** What `x-oss-pub-key-url` names. Default: OSS's published key. */
  readonly pubKeyUrl?: string;
}

/** The two headers that carry OSS's signature. */
export interface SignatureHeaders {
  readonly authorization: string;
  readonly 'x-oss-pub-key-url': string;
}

/**
 * Signs a callback as OSS does, with a key of your own: for tests and local runs.
 * @throws {MalformedRequestError} where the path has a bad percent escape.
 * @throws {Error} where the key is no RSA private key, or OpenSSL refuses MD5.
 */
export function signRequest(
  { path, query, body }: RequestToSign,
  { privateKey, pubKeyUrl = PUBLISHED_PUB_KEY_URL }: SignRequestOptions,
): SignatureHeaders {
  return {
    authorization: sign('md5', stringToSign(percentDecode(path), query, body), privateKey).toString('base64'),
    'x-oss-pub-key-url': Buffer.from(pubKeyUrl).toString('base64'),
  };
}
