import { diagnoseSignature, type SignatureChangeCode } from '../../lib/diagnostics/diagnose-signature.ts';
import { genuine, vectorToRequest } from '../helpers/vectors.ts';
import { body, codes, header, own, OWN_KEY, path, text, vector, type Damage } from '../helpers/damaged-requests.ts';

/** Damages that every request can suffer. */
const DAMAGES: readonly { name: string; damage: Damage; code: SignatureChangeCode | SignatureChangeCode[] }[] = [
  { name: 'GET for POST', damage: (request) => ({ ...request, method: 'GET' }), code: 'method-changed' },
  { name: 'a stage before the path', damage: path((it) => `/prod${it}`), code: 'path-prefix-added' },
  {
    name: 'three segments before the path',
    damage: path((it) => `/2016-08-15/proxy/s${it}`),
    code: 'path-prefix-added',
  },
  { name: 'LF at the end', damage: body((it) => `${it}\n`), code: 'body-newline-added' },
  { name: 'CRLF at the end', damage: body((it) => `${it}\r\n`), code: 'body-newline-added' },
  { name: 'several line breaks at the end', damage: body((it) => `${it}\n\r\n\n`), code: 'body-newline-added' },
  { name: 'a BOM', damage: body((it) => `\uFEFF${it}`), code: 'body-bom-added' },
  { name: 'base64', damage: body((it) => Buffer.from(it).toString('base64')), code: 'body-base64-encoded' },
  {
    name: 'base64 with a line break',
    damage: body((it) => `${Buffer.from(it).toString('base64')}\n`),
    code: 'body-base64-encoded',
  },
  { name: 'a quoted string', damage: body((it) => JSON.stringify(it)), code: 'body-quoted' },
  { name: 'more than Content-Length', damage: body((it) => `${it}--garbage`), code: 'body-too-long' },
  { name: 'Bearer', damage: header('authorization', (it) => `Bearer ${it}`), code: 'authorization-scheme-added' },
  { name: 'quotes', damage: header('authorization', (it) => `"${it}"`), code: 'authorization-white-space' },
  { name: 'twice', damage: header('authorization', (it) => `${it}, ${it}`), code: 'authorization-doubled' },
  {
    name: 'URL-safe base64',
    damage: header('authorization', (it) => Buffer.from(it, 'base64').toString('base64url')),
    code: 'authorization-url-safe',
  },
  {
    name: 'percent-encoded',
    damage: header('authorization', encodeURIComponent),
    code: 'authorization-percent-encoded',
  },
  { name: 'no key URL', damage: header('x-oss-pub-key-url', () => undefined), code: 'pub-key-url-lost' },
  {
    name: "a forger's key URL",
    damage: header('x-oss-pub-key-url', () => Buffer.from('http://evil.example/key.pem').toString('base64')),
    code: 'pub-key-url-changed',
  },
  {
    name: 'a stage, a line break and a scheme',
    damage: (it) =>
      header('authorization', (value) => `OSS ${value}`)(body((its) => `${its}\n`)(path((its) => `/dev${its}`)(it))),
    code: ['authorization-scheme-added', 'path-prefix-added', 'body-newline-added'],
  },
];

describe('diagnoseSignature', () => {
  describe.each(genuine.map((vector) => ({ name: vector.id, vector })))('of $name', ({ vector }) => {
    const request = vectorToRequest(vector);
    const stated = header('content-length', () => String(request.body.length))(request);

    it('calls it genuine as it is', () => {
      const diagnosis = diagnoseSignature(request);
      expect(diagnosis).toMatchObject({ genuine: true, signedBy: "OSS's published key", changes: [], causes: [] });
      expect(text(diagnosis.stringToSign)).toBe(vector.stringToSign);
    });

    it.each(DAMAGES)('names $name: $code', ({ damage, code }) => {
      const damaged = damage(stated);
      const diagnosis = diagnoseSignature(damaged);
      expect(diagnosis.changes.map((change) => change.code)).toEqual([code].flat());
      expect(diagnosis.genuine).toBe(false);
      expect(text(diagnosis.stringToSign)).toBe(vector.stringToSign);
    });
  });

  const CLOUDREVE = vector('cloudreve-json-body');

  it('says what was signed and what came', () => {
    const { changes } = diagnoseSignature(path((it) => `/prod${it}`)(CLOUDREVE));
    expect(changes).toEqual([
      expect.objectContaining({ part: 'path', received: `/prod${CLOUDREVE.path}`, signed: CLOUDREVE.path }),
    ]);
  });

  it('accepts what the receiver is told that a proxy stripped', () => {
    const stripped = path((it) => it.slice('/api/v3'.length))(CLOUDREVE);
    expect(diagnoseSignature(stripped, { publicPathPrefix: '/api/v3' }).genuine).toBe(true);
  });

  it('tries the prefixes and callback URLs that it is given', () => {
    const request = own({ path: '/odd/name/cb', query: '?k=v', body: 'a=1' });
    const damaged = { ...request, path: '/cb', rawQuery: '' };
    const keys = [OWN_KEY];
    expect(diagnoseSignature(damaged, { keys }).changes).toEqual([]);
    const told = diagnoseSignature(damaged, { keys, callbackUrls: ['a.example;http://h:1/odd/name/cb?k=v'] });
    expect(told.changes.map(({ code }) => code)).toEqual(['path-prefix-stripped', 'query-lost']);
    const prefixed = diagnoseSignature({ ...request, path: '/cb' }, { keys, pathPrefixes: ['/odd/name/'] });
    expect(prefixed.changes.map(({ code }) => code)).toEqual(['path-prefix-stripped']);
  });

  it('tries what a proxy noted as the original URI', () => {
    const request = own({ path: '/odd/name/cb', query: '?k=v', body: 'a=1' });
    const headers = { ...request.headers, 'x-original-uri': '/odd/name/cb?k=v' };
    expect(codes({ ...request, headers, path: '/x', rawQuery: '' })).toEqual(['path-replaced', 'query-lost']);
  });

  it('knows no key URL but that of OSS, also for a key of its own', () => {
    const request = own({ path: '/', body: 'a=1' });
    expect(diagnoseSignature(request, { keys: [OWN_KEY] })).toMatchObject({ genuine: true, signedBy: 'own' });
    expect(codes(header('x-oss-pub-key-url', () => 'aHR0cDovL2EvYg==')(request))).toEqual(['pub-key-url-changed']);
  });
  it('throws for what is not a key', () => {
    expect(() => diagnoseSignature(CLOUDREVE, { keys: [{ name: 'bad', pem: 'no key' }] })).toThrow();
  });
});
