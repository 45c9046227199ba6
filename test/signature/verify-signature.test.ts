import { systemClock } from '../../lib/clock.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { signRequest } from '../../lib/signature/sign-request.ts';
import { verifySignature } from '../../lib/signature/verify-signature.ts';
import { generateKey, keyUrl, signedRequest } from '../helpers/signed-request.ts';

const key = generateKey();
const fetched: string[] = [];
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: systemClock,
  fetch: (url) => {
    fetched.push(url);
    return Promise.resolve(new Response('', { status: 404 }));
  },
});
const { signal } = new AbortController();
const verify = (request: CallbackRequest, publicPathPrefix?: string): Promise<Uint8Array> =>
  verifySignature(request, { pubKeys, signal, publicPathPrefix });
const expectCode = (request: CallbackRequest, code: string): Promise<void> =>
  expect(verify(request)).rejects.toMatchObject({ code });

describe('verifySignature', () => {
  const request = signedRequest({ key });
  const withHeaders = (headers: Record<string, string | undefined>): CallbackRequest => ({
    ...request,
    headers: { ...request.headers, ...headers },
  });

  const brokenSignature = 'expected Authorization to be a base64 signature';
  const brokenUrl = 'expected x-oss-pub-key-url to be base64';
  it.each([
    ['authorization', undefined, brokenSignature],
    ['authorization', '', brokenSignature],
    ['authorization', 'not base64', brokenSignature],
    [
      'authorization',
      `${request.headers['authorization'] ?? ''}, ${request.headers['authorization'] ?? ''}`,
      brokenSignature,
    ],
    ['authorization', `OSS ${request.headers['authorization'] ?? ''}`, brokenSignature],
    ['x-oss-pub-key-url', undefined, brokenUrl],
    ['x-oss-pub-key-url', '', brokenUrl],
    ['x-oss-pub-key-url', keyUrl(1), brokenUrl],
  ])('calls it missing where %s is %j', async (name, value, message) => {
    const error = { code: 'ERR_SIGNATURE_MISSING', message };
    await expect(verify(withHeaders({ [name]: value }))).rejects.toMatchObject(error);
  });

  it('refuses an address that is not OSS’s', async () => {
    const evil = Buffer.from('https://evil.example/callback_pub_key_v1.pem').toString('base64');
    await expectCode(withHeaders({ 'x-oss-pub-key-url': evil }), 'ERR_PUB_KEY_URL_NOT_ALLOWED');
  });

  it('refuses a bad escape in the path', async () => {
    await expectCode({ ...request, path: '/%zz' }, 'ERR_MALFORMED_REQUEST');
  });

  it('refuses a signature of another path', async () => {
    await expectCode({ ...request, path: '/oss/other' }, 'ERR_SIGNATURE_MISMATCH');
  });

  it('has one message for every mismatch', async () => {
    const messages = await Promise.all(
      [{ ...request, path: '/x' }, { ...request, body: Buffer.from('x') }, withHeaders({ authorization: 'AAAA' })].map(
        (altered) => verify(altered).catch((error: unknown) => (error as Error).message),
      ),
    );
    expect(new Set(messages).size).toBe(1);
  });

  it('fetches nothing for an address that is pinned or not allowed', () => {
    expect(fetched).toEqual([]);
  });

  it.each([
    { name: 'a plus signed as a space', signedPath: '/a%20b', sent: { path: '/a+b' } },
    { name: 'a plus signed as itself', signedPath: '/a%2Bb', sent: { path: '/a+b' } },
    {
      name: 'a path that the platform decoded',
      signedPath: '/a%2525',
      sent: { path: '/a%25', pathEncoding: 'decoded' },
    },
    { name: 'octets that are no UTF-8', signedPath: '/%E9', sent: { path: '/%E9' } },
    { name: 'a stage that the platform cut off', signedPath: '/prod/a', sent: { path: '/a', pathPrefix: '/prod' } },
  ] as const)('verifies $name', async ({ signedPath, sent }) => {
    await expect(verify({ ...signedRequest({ key, path: signedPath }), ...sent })).resolves.toBeInstanceOf(Uint8Array);
  });

  it('puts back what a proxy stripped', async () => {
    const stripped = { ...signedRequest({ key, path: '/public/cb' }), path: '/cb' };
    await expect(verify(stripped, '/public')).resolves.toBeInstanceOf(Uint8Array);
    await expect(verify(stripped)).rejects.toMatchObject({ code: 'ERR_SIGNATURE_MISMATCH' });
    await expect(verify(signedRequest({ key, path: '/cb' }), '/public')).rejects.toMatchObject({
      code: 'ERR_SIGNATURE_MISMATCH',
    });
  });

  it('verifies a bare question mark that was signed', async () => {
    const body = Buffer.from('a=1');
    const headers = signRequest({ path: '/cb', query: '?', body }, { privateKey: key.privateKey });
    await expect(verify({ ...request, path: '/cb', body, headers: { ...headers } })).resolves.toEqual(
      Buffer.from('/cb?\na=1'),
    );
  });

  it('names the published key where no other address is given', () => {
    const headers = signRequest({ path: '/', query: '', body: Buffer.from('') }, { privateKey: key.privateKey });
    expect(Buffer.from(headers['x-oss-pub-key-url'], 'base64').toString()).toBe(keyUrl(1));
  });

  it('verifies an empty body', async () => {
    await expect(verify(signedRequest({ key, body: '' }))).resolves.toEqual(Buffer.from('/oss/callback\n'));
  });

  it('refuses a trusted key that is none', () => {
    expect(() => createPubKeyStore({ trusted: ['x'], clock: systemClock, fetch })).toThrow(TypeError);
  });
});
