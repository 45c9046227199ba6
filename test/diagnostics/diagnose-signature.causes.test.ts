import { diagnoseSignature } from '../../lib/diagnostics/diagnose-signature.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { genuine, vectors, vectorToRequest } from '../helpers/vectors.ts';
import { header, own, OWN_KEY, text, vector } from '../helpers/damaged-requests.ts';

const FORM = vector('python-sdk-issue-272');

describe('diagnoseSignature, where nothing helps', () => {
  const causes = (request: CallbackRequest): string[] => diagnoseSignature(request).causes.map(({ code }) => code);

  it.each(vectors.filter(({ expected }) => expected === 'invalid'))('says so of $id', (each) => {
    const diagnosis = diagnoseSignature(vectorToRequest(each));
    expect(diagnosis).toMatchObject({ genuine: false, changes: [] });
    expect(diagnosis.causes.length).toBeGreaterThan(0);
    expect(text(diagnosis.stringToSign)).toBe(each.stringToSign);
  });

  it('tells whose signature was pasted', () => {
    const pasted = vectors.find(({ id }) => id === 'doc-mobile-sample-does-not-verify')!;
    expect(diagnoseSignature(vectorToRequest(pasted))).toMatchObject({
      signedBy: "OSS's published key",
      causes: [
        { code: 'signature-of-another-request', evidence: 'the worked example of the documentation of callbacks' },
      ],
    });
  });

  it.each<{ name: string; request: CallbackRequest; expected: string[] }>([
    {
      name: 'no Authorization',
      request: header('authorization', () => undefined)(FORM),
      expected: ['authorization-lost'],
    },
    {
      name: 'a masked one',
      request: header('authorization', () => 'kKQeGTRccDKyHB3H9vF+****')(FORM),
      expected: ['authorization-masked'],
    },
    {
      name: 'another scheme',
      request: header('authorization', () => 'AWS4-HMAC-SHA256 Credential=a')(FORM),
      expected: ['authorization-not-a-signature'],
    },
    {
      name: 'a cut signature',
      request: header('authorization', (it) => it.slice(0, 84))(FORM),
      expected: ['signature-cut', 'another-key'],
    },
    {
      name: 'one character changed',
      request: header('authorization', (it) => `b${it.slice(1)}`)(FORM),
      expected: ['another-key'],
    },
    { name: 'an unknown key', request: own({ path: '/', body: 'a=1' }), expected: ['another-key'] },
    {
      name: 'a newer key',
      request: header('x-oss-pub-key-url', () =>
        Buffer.from('https://gosspublic.alicdn.com/callback_pub_key_v2.pem').toString('base64'),
      )(own({ path: '/', body: 'a=1' })),
      expected: ['pub-key-unknown', 'another-key'],
    },
    {
      name: "a forger's key",
      request: header('x-oss-pub-key-url', () => 'aHR0cDovL2EvYg==')(own({ path: '/', body: 'a=1' })),
      expected: ['pub-key-url-not-of-oss', 'another-key'],
    },
  ])('names $name', ({ request, expected }) => {
    expect(causes(request)).toEqual(expected);
  });

  const lost = (request: CallbackRequest): string[] =>
    diagnoseSignature(request, { keys: [OWN_KEY] }).causes.map(({ code }) => code);
  const signed = own({ path: '/cb', query: '?k=v', body: '{"object":"aé"}' });

  it('tells a query that may have been lost', () => {
    expect(lost({ ...signed, rawQuery: '' })[0]).toBe('query-lost');
  });

  it('tells a body of which octets are lost', () => {
    expect(lost({ ...signed, body: Buffer.from('{"object":"a\uFFFD\uFFFD"}') })[0]).toBe('body-octets-lost');
  });

  it('tells a body that is cut or empty', () => {
    const stated = header('content-length', () => '16')(signed);
    expect(lost({ ...stated, body: signed.body.subarray(0, 9) })[0]).toBe('body-cut');
    expect(lost({ ...stated, body: new Uint8Array() })[0]).toBe('body-lost');
  });

  it('believes Content-MD5 about where to look', () => {
    const md5 = header('content-md5', () => '8vvDqTVxoQjSoCd2Hm24rQ==')(signed);
    expect(lost({ ...md5, body: Buffer.from('{"object":"b"}') })[0]).toBe('body-changed');
    const intact = header(
      'content-md5',
      () => 'eiEMyp7lbL8KStPBzMdr9w==',
    )(vectorToRequest(genuine.find(({ id }) => id === 'aliyun-doc-signedcallback-2018')!));
    const elsewhere = own({ path: '/cb', body: intact.body });
    const moved = { ...elsewhere, path: '/elsewhere', headers: { ...intact.headers, ...elsewhere.headers } };
    expect(lost(moved)).toEqual(['query-lost', 'path-changed', 'signature-of-another-request']);
  });

  it('tells a path with a % that is no escape', () => {
    expect(lost({ ...signed, path: '/x%zz' })[0]).toBe('path-malformed');
  });
});
