import { generateKeyPairSync } from 'node:crypto';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { signRequest } from '../../lib/signature/sign-request.ts';

/** A key as OSS's: RSA with 512 bits. */
export interface TestKey {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function generateKey(modulusLength = 512): TestKey {
  return generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

export const keyUrl = (version: number, protocol = 'https'): string =>
  `${protocol}://gosspublic.alicdn.com/callback_pub_key_v${version}.pem`;

export interface SignedRequestOptions {
  readonly key: TestKey;
  readonly path?: string;
  /** Without `?`. */
  readonly query?: string;
  readonly body?: Uint8Array | string;
  readonly pubKeyUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A callback signed as OSS signs, with a key of the test's own. */
export function signedRequest({
  key,
  path = '/oss/callback',
  query = '',
  body = 'bucket=b&object=o',
  pubKeyUrl = keyUrl(1),
  headers = {},
}: SignedRequestOptions): CallbackRequest {
  const octets = Buffer.from(body);
  const signed = signRequest(
    { path, query: query === '' ? '' : `?${query}`, body: octets },
    { privateKey: key.privateKey, pubKeyUrl },
  );
  return {
    method: 'POST',
    path,
    pathEncoding: 'encoded',
    rawQuery: query,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers, ...signed },
    body: octets,
    requestId: 'request-of-a-test',
  };
}
