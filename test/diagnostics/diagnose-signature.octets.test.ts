import type { SignatureChangeCode } from '../../lib/diagnostics/diagnose-signature.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { body, codes, own, path, type Damage } from '../helpers/damaged-requests.ts';

const UMLAUTS = own({ path: '/cb', body: '{"object":"日本 é €.jpg"}' });

describe('diagnoseSignature, of what no vector has in it', () => {
  it.each<{ name: string; request: CallbackRequest; damage: Damage; code: SignatureChangeCode }>([
    {
      name: 'UTF-8 read as latin1',
      request: UMLAUTS,
      damage: body((it) => Buffer.from(Buffer.from(it).toString('latin1'))),
      code: 'body-charset-changed',
    },
    {
      name: 'UTF-8 read as windows-1252',
      request: own({ path: '/', body: 'a=€é' }),
      damage: body((it) => Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(it)))),
      code: 'body-charset-changed',
    },
    {
      name: 'UTF-8 written as latin1',
      request: own({ path: '/', body: 'a=é' }),
      damage: body(() => Buffer.from('a=é', 'latin1')),
      code: 'body-charset-changed',
    },
    {
      name: 'double mojibake',
      request: own({ path: '/', body: 'a=é' }),
      damage: body((it) =>
        Buffer.from(Buffer.from(Buffer.from(Buffer.from(it).toString('latin1'))).toString('latin1')),
      ),
      code: 'body-charset-changed',
    },
    {
      name: 'escapes of Python',
      request: UMLAUTS,
      damage: body((it) =>
        it.replace(/[\x80-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ),
      code: 'body-json-unicode-escaped',
    },
    {
      name: '+ for %20',
      request: own({ path: '/', body: 'object=a%20b&x=1' }),
      damage: body((it) => it.replaceAll('%20', '+')),
      code: 'body-spaces-changed',
    },
    {
      name: '%20 for +',
      request: own({ path: '/', body: 'object=a+b&x=1' }),
      damage: body((it) => it.replaceAll('+', '%20')),
      code: 'body-spaces-changed',
    },
    {
      name: 'a custom variable whose colon was escaped',
      request: own({ path: '/', body: 'object=a%2Fb&x:var1=1' }),
      damage: body((it) => it.replace('x:', 'x%3A')),
      code: 'body-form-reencoded',
    },
    {
      name: 'CRLF for LF',
      request: own({ path: '/', body: '{"a":\n1}' }),
      damage: body((it) => it.replaceAll('\n', '\r\n')),
      code: 'body-line-ends-changed',
    },
    {
      name: 'LF for CRLF',
      request: own({ path: '/', body: '{"a":\r\n1}' }),
      damage: body((it) => it.replaceAll('\r\n', '\n')),
      code: 'body-line-ends-changed',
    },
    {
      name: 'a cut line break',
      request: own({ path: '/', body: '{"a":1}\n' }),
      damage: body((it) => it.trim()),
      code: 'body-newline-stripped',
    },
    {
      name: 'a cut BOM',
      request: own({ path: '/', body: '\uFEFF{"a":1}' }),
      damage: body((it) => it.slice(1)),
      code: 'body-bom-stripped',
    },
    {
      name: 'a body decoded for nothing',
      request: own({ path: '/', body: 'YWJjZA==' }),
      damage: body((it) => Buffer.from(it, 'base64')),
      code: 'body-base64-decoded',
    },
    {
      name: 'a path decoded twice',
      request: own({ path: '/a%2520b', body: 'a=1' }),
      damage: path(decodeURIComponent),
      code: 'path-decoded-twice',
    },
    {
      name: 'a path that is no longer an escape',
      request: own({ path: '/100%25', body: 'a=1' }),
      damage: path(() => '/100%'),
      code: 'path-decoded-twice',
    },
    {
      name: 'a path encoded twice',
      request: own({ path: '/%E4%B8%AD', body: 'a=1' }),
      damage: path((it) => it.replaceAll('%', '%25')),
      code: 'path-encoded-twice',
    },
    {
      name: 'a path in another charset',
      request: own({ path: '/%C3%A9', body: 'a=1' }),
      damage: path(() => '/%C3%83%C2%A9'),
      code: 'path-charset-changed',
    },
    {
      name: 'merged slashes',
      request: own({ path: '//cb', body: 'a=1' }),
      damage: path(() => '/cb'),
      code: 'path-slashes-merged',
    },
    {
      name: 'a decoded query',
      request: own({ path: '/', query: '?a=%2Fb%2F', body: 'a=1' }),
      damage: (it) => ({ ...it, rawQuery: 'a=/b/' }),
      code: 'query-decoded',
    },
    {
      name: 'a query written anew',
      request: own({ path: '/', query: '?a=/b&c', body: 'a=1' }),
      damage: (it) => ({ ...it, rawQuery: 'a=/b&c=' }),
      code: 'query-reencoded',
    },
    {
      name: 'a query escaped anew',
      request: own({ path: '/', query: '?a=/b%20c', body: 'a=1' }),
      damage: (it) => ({ ...it, rawQuery: 'a=%2Fb+c' }),
      code: 'query-reencoded',
    },
    {
      name: 'a stripped ?',
      request: own({ path: '/', query: '?a=1?', body: 'a=1' }),
      damage: (it) => ({ ...it, rawQuery: 'a=1' }),
      code: 'query-mark-stripped',
    },
  ])('names $name: $code', ({ request, damage, code }) => {
    expect(codes(request)).toEqual([]);
    expect(codes(damage(request))).toEqual([code]);
  });
});
