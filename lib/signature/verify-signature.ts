import { SignatureMismatchError, SignatureMissingError } from '../errors.ts';
import type { CallbackRequest } from '../http/callback-request.ts';
import { decodeBase64 } from './base64.ts';
import type { PubKey } from './pub-key.ts';
import type { PubKeyStore } from './pub-key-store.ts';
import { parsePubKeyUrl } from './pub-key-url.ts';
import { findStringToSign, type FindStringToSignOptions } from './string-to-sign.ts';

/** Options of {@link createSignatureVerifier}. */
export interface SignatureVerifierOptions extends Pick<FindStringToSignOptions, 'publicPathPrefix'> {
  readonly pubKeys: PubKeyStore;
}

/** The time that a key fetch may take. */
export interface VerificationTime {
  /** Aborts when it is used up; asked for where a key has to be fetched, and not before. */
  readonly signal: AbortSignal;
}

/** Options of {@link verifySignature}. */
export interface VerifySignatureOptions extends SignatureVerifierOptions, VerificationTime {}

/** Does for many requests what {@link verifySignature} does for one. */
export type SignatureVerifier = (request: CallbackRequest, time: VerificationTime) => Promise<Uint8Array>;

/**
 * Verifies that OSS signed this request; returns the string to sign that its signature covers.
 *
 * > [!WARNING]
 * > It proves that OSS sent these octets, not that a bucket of yours received a file: every customer of OSS shares the
 * > key, and nothing says when it was signed.
 * @throws {SignatureMissingError} where a header is missing, doubled or not base64.
 * @throws {PubKeyUrlNotAllowedError} where the key's address is not OSS's; nothing is fetched.
 * @throws {MalformedRequestError} where the path has a bad percent escape.
 * @throws {PubKeyNotFoundError} where OSS's key host knows no such key.
 * @throws {PubKeyUnavailableError} where the key did not come in time.
 * @throws {SignatureMismatchError} where no key at that address made this signature of this request.
 */
export function verifySignature(request: CallbackRequest, options: VerifySignatureOptions): Promise<Uint8Array> {
  return createSignatureVerifier(options)(request, options);
}

/** Creates what verifies the requests that reach one public path. */
export function createSignatureVerifier({ pubKeys, publicPathPrefix }: SignatureVerifierOptions): SignatureVerifier {
  return async (request, time) => {
    const signature = decodeBase64(request.headers['authorization']);
    if (signature === undefined) throw new SignatureMissingError('expected Authorization to be a base64 signature');
    const url = parsePubKeyUrl(request.headers['x-oss-pub-key-url']);
    const signedBy = (key: PubKey): Uint8Array | undefined =>
      findStringToSign(request, {
        publicPathPrefix,
        isSigned: (candidate) => key.isSignatureOf(candidate, signature),
      });

    for (const key of pubKeys.local(url)) {
      const signed = signedBy(key);
      if (signed !== undefined) return signed;
    }
    const fetched = await pubKeys.fetched(url, time.signal);
    if (fetched === undefined) throw new SignatureMismatchError();
    const signed = signedBy(fetched);
    if (signed !== undefined) return signed;
    const changed = await pubKeys.refetched(url, { mismatched: fetched, signal: time.signal });
    const signedAnew = changed === undefined ? undefined : signedBy(changed);
    if (signedAnew === undefined) throw new SignatureMismatchError();
    return signedAnew;
  };
}
