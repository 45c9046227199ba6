import fc from 'fast-check';
import { systemClock } from '../../lib/clock.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { verifySignature } from '../../lib/signature/verify-signature.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { generateKey, signedRequest } from '../helpers/signed-request.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: systemClock,
  fetch: (url) => Promise.reject(new Error(`a fetch of ${url}`)),
});
const { signal } = new AbortController();
const verdict = (request: CallbackRequest): Promise<string> =>
  verifySignature(request, { pubKeys, signal }).then(
    () => 'genuine',
    (error: unknown) => (error as { code: string }).code,
  );

const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map(encodeURIComponent);
const path = fc.array(segment, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const query = fc.webQueryParameters();
const body = fc.uint8Array({ maxLength: 200 });
const callback = fc.record({ path, query, body }).map((parts) => signedRequest({ key, ...parts }));

describe('verifySignature', () => {
  it('verifies whatever signRequest signed', async () => {
    await fc.assert(
      fc.asyncProperty(callback, async (request) => {
        expect(await verdict(request)).toBe('genuine');
      }),
    );
  });

  it('verifies what a platform has decoded', async () => {
    await fc.assert(
      fc.asyncProperty(callback, async (request) => {
        const decoded = { ...request, path: decodeURIComponent(request.path), pathEncoding: 'decoded' as const };
        expect(await verdict(decoded)).toBe('genuine');
      }),
    );
  });

  it('refuses a body with any octet altered', async () => {
    const altered = fc
      .tuple(callback, fc.nat(), fc.integer({ min: 1, max: 255 }))
      .filter(([{ body: octets }]) => octets.length > 0);
    await fc.assert(
      fc.asyncProperty(altered, async ([request, at, difference]) => {
        const octets = Buffer.from(request.body);
        octets[at % octets.length]! ^= difference;
        expect(await verdict({ ...request, body: octets })).toBe('ERR_SIGNATURE_MISMATCH');
      }),
    );
  });

  it('refuses an altered path or query', async () => {
    await fc.assert(
      fc.asyncProperty(callback, fc.constantFrom('a', '0', '-', '/'), async (request, letter) => {
        const { path: signedPath, rawQuery = '' } = request;
        expect(await verdict({ ...request, path: `${signedPath}${letter}` })).toBe('ERR_SIGNATURE_MISMATCH');
        expect(await verdict({ ...request, path: `/${letter}${signedPath}` })).toBe('ERR_SIGNATURE_MISMATCH');
        expect(await verdict({ ...request, rawQuery: `${rawQuery}${letter}` })).toBe('ERR_SIGNATURE_MISMATCH');
        // What moves between path, query and body is signed too: only the line feed is between them.
        if (rawQuery !== '') expect(await verdict({ ...request, rawQuery: '' })).toBe('ERR_SIGNATURE_MISMATCH');
      }),
    );
  });

  it('refuses an Authorization with any character altered', async () => {
    const request = signedRequest({ key });
    const authorization = request.headers['authorization'] ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ ,';
    const different = fc
      .tuple(fc.nat(authorization.length - 1), fc.constantFrom(...alphabet.split(/(?:)/)))
      .filter(([at, letter]) => authorization[at] !== letter);
    await fc.assert(
      fc.asyncProperty(different, async ([at, letter]) => {
        const altered = `${authorization.slice(0, at)}${letter}${authorization.slice(at + 1)}`;
        const headers = { ...request.headers, authorization: altered };
        expect(['ERR_SIGNATURE_MISMATCH', 'ERR_SIGNATURE_MISSING']).toContain(await verdict({ ...request, headers }));
      }),
      { numRuns: 500 },
    );
  });

  it('gives a verdict on any request at all', async () => {
    const anything = fc.record({
      method: fc.string(),
      path: fc.string({ unit: codePoint }),
      pathEncoding: fc.constantFrom('encoded' as const, 'decoded' as const),
      rawQuery: fc.option(fc.string({ unit: codePoint }), { nil: undefined }),
      headers: fc.record({
        authorization: fc.oneof(fc.string(), fc.base64String()),
        'x-oss-pub-key-url': fc.oneof(fc.string(), fc.constant(signedRequest({ key }).headers['x-oss-pub-key-url'])),
      }),
      body,
      requestId: fc.constant('id'),
    });
    await fc.assert(
      fc.asyncProperty(anything, async (request) => {
        expect(await verdict(request)).toMatch(/^ERR_(SIGNATURE|PUB_KEY_URL|MALFORMED)/);
      }),
    );
  });
});
