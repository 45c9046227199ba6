import type { CallbackRequest } from '../../http/callback-request.ts';
import { PUBLISHED_PUB_KEY_URL } from '../../signature/pub-key-url.ts';
import type { PubKeyStore } from '../../signature/pub-key-store.ts';

/** Keys that made every signature: for requests that nobody signed. Nothing that is deployed can reach this. */
export const unverifiedKeys: PubKeyStore = {
  local: () => [{ isSignatureOf: () => true }],
  fetched: () => Promise.resolve(undefined),
  refetched: () => Promise.resolve(undefined),
};

/** Gives a request the headers of a signature, for {@link unverifiedKeys} to find true. */
export function withAnySignature(request: CallbackRequest): CallbackRequest {
  const headers = {
    ...request.headers,
    authorization: 'AAAA',
    'x-oss-pub-key-url': Buffer.from(PUBLISHED_PUB_KEY_URL).toString('base64'),
  };
  return { ...request, headers };
}
