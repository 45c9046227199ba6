import { systemClock } from '../../lib/clock.ts';
import { SignatureMismatchError } from '../../lib/errors.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { findStringToSign } from '../../lib/signature/string-to-sign.ts';
import { verifySignature } from '../../lib/signature/verify-signature.ts';
import { genuine, vectors, vectorToRequest } from '../helpers/vectors.ts';

// The published key is pinned: nothing may be fetched.
const pubKeys = createPubKeyStore({
  clock: systemClock,
  fetch: (url) => Promise.reject(new Error(`a fetch of ${url}`)),
});
const { signal } = new AbortController();

describe('genuine and other vectors', () => {
  it('are the eight that are known', () => {
    expect(vectors.map(({ expected }) => expected).sort()).toEqual([
      'invalid',
      'invalid',
      'valid',
      'valid',
      'valid',
      'valid',
      'valid',
      'valid',
    ]);
  });

  it.each(vectors)('$id has the string to sign that the vector states, first of all', (vector) => {
    const first = findStringToSign(vectorToRequest(vector), { isSigned: () => true });
    expect(first?.toString()).toBe(vector.stringToSign);
  });

  it.each(genuine)('$id verifies, and the signed string is returned', async (vector) => {
    const signed = await verifySignature(vectorToRequest(vector), { pubKeys, signal });
    expect(Buffer.from(signed).toString()).toBe(vector.stringToSign);
  });

  it.each(vectors.filter(({ expected }) => expected === 'invalid'))('$id is refused', async (vector) => {
    await expect(verifySignature(vectorToRequest(vector), { pubKeys, signal })).rejects.toThrow(SignatureMismatchError);
  });

  it.each(genuine)('$id does not verify over another path, query or body', async (vector) => {
    const request = vectorToRequest(vector);
    for (const altered of [
      { ...request, path: `${request.path}x` },
      { ...request, rawQuery: `${request.rawQuery ?? ''}&x=1` },
      { ...request, body: Buffer.concat([request.body, Buffer.from('\n')]) },
      { ...request, body: new Uint8Array() },
    ]) {
      await expect(verifySignature(altered, { pubKeys, signal })).rejects.toThrow(SignatureMismatchError);
    }
  });
});
