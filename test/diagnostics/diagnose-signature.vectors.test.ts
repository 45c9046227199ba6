import type { SignatureChangeCode } from '../../lib/diagnostics/diagnose-signature.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { body, codes, header, path, vector, type Damage } from '../helpers/damaged-requests.ts';

const CLOUDREVE = vector('cloudreve-json-body');
const WEBHOOK = vector('webhooksite-json-imageinfo-null');
const DOCUMENTED = vector('aliyun-doc-index-php');
const FORM = vector('python-sdk-issue-272');
const json = (change: (value: unknown) => string): Damage => body((it) => change(JSON.parse(it) as unknown));
const reversed = (value: unknown): object => Object.fromEntries(Object.entries(value as object).reverse());

describe('diagnoseSignature, of damaged copies of one vector', () => {
  it.each<{ name: string; request: CallbackRequest; damage: Damage; code: SignatureChangeCode }>([
    {
      name: 'a stripped path prefix',
      request: CLOUDREVE,
      damage: path((it) => it.slice('/api/v3'.length)),
      code: 'path-prefix-stripped',
    },
    {
      name: 'a stripped slash at the end',
      request: FORM,
      damage: path((it) => it.slice(0, -1)),
      code: 'path-slash-stripped',
    },
    { name: 'an added slash at the end', request: CLOUDREVE, damage: path((it) => `${it}/`), code: 'path-slash-added' },
    {
      name: 'a path to which a file was added',
      request: FORM,
      damage: path((it) => `${it}index.php`),
      code: 'path-index-added',
    },
    {
      name: 'a query that a proxy added',
      request: FORM,
      damage: (it) => ({ ...it, rawQuery: 'utm=1' }),
      code: 'query-added',
    },
    { name: 'a lost query', request: DOCUMENTED, damage: (it) => ({ ...it, rawQuery: '' }), code: 'query-lost' },
    {
      name: 'a query in another order',
      request: DOCUMENTED,
      damage: (it) => ({ ...it, rawQuery: 'index=2&id=1' }),
      code: 'query-reordered',
    },
    {
      name: 'an added parameter',
      request: DOCUMENTED,
      damage: (it) => ({ ...it, rawQuery: 'id=1&from=waf&index=2' }),
      code: 'query-parameter-added',
    },
    {
      name: 'a query for HTML',
      request: DOCUMENTED,
      damage: (it) => ({ ...it, rawQuery: 'id=1&amp;index=2' }),
      code: 'query-html-escaped',
    },
    {
      name: 'a query of another request',
      request: DOCUMENTED,
      damage: (it) => ({ ...it, rawQuery: 'id=2' }),
      code: 'query-replaced',
    },
    {
      name: 'a body of another request',
      request: DOCUMENTED,
      damage: body(() => 'bucket=examplebucket'),
      code: 'body-replaced',
    },
    {
      name: 'JSON with white space of Python',
      request: CLOUDREVE,
      damage: body((it) => it.replaceAll('":', '": ').replaceAll(',"', ', "')),
      code: 'body-json-spacing-changed',
    },
    {
      name: 'indented JSON',
      request: CLOUDREVE,
      damage: json((it) => JSON.stringify(it, null, 2)),
      code: 'body-json-spacing-changed',
    },
    {
      name: 'JSON indented with tabs',
      request: WEBHOOK,
      damage: json((it) => JSON.stringify(it, null, '\t')),
      code: 'body-json-spacing-changed',
    },
    {
      name: 'JSON with the slashes of PHP',
      request: CLOUDREVE,
      damage: body((it) => it.replaceAll('/', '\\/')),
      code: 'body-json-slashes-escaped',
    },
    {
      name: 'JSON with PHP slashes and indentation',
      request: CLOUDREVE,
      damage: json((it) => JSON.stringify(it, null, 4).replaceAll('/', '\\/')),
      code: 'body-json-rewritten',
    },
    {
      name: 'JSON in another order',
      request: WEBHOOK,
      damage: json((it) => JSON.stringify(reversed(it))),
      code: 'body-json-reordered',
    },
    {
      name: 'JSON for HTML',
      request: WEBHOOK,
      damage: body((it) => it.replaceAll('"', '&quot;')),
      code: 'body-html-escaped',
    },
    {
      name: 'JSON copied from a log',
      request: WEBHOOK,
      damage: body((it) => it.replaceAll('"', '\\"')),
      code: 'body-quoted',
    },
    { name: 'percent-encoded JSON', request: WEBHOOK, damage: body(encodeURIComponent), code: 'body-percent-encoded' },
    { name: 'a decoded form', request: FORM, damage: body(decodeURIComponent), code: 'body-percent-decoded' },
    {
      name: 'a form written by URLSearchParams from decoded text',
      request: FORM,
      damage: body((it) => it.replaceAll('%2F', '/')),
      code: 'body-form-reencoded',
    },
    {
      name: 'a form with escapes in lower case',
      request: FORM,
      damage: body((it) => it.replaceAll('%2F', '%2f').replaceAll('%3A', '%3a')),
      code: 'body-form-reencoded',
    },
    {
      name: 'a form in another order',
      request: vector('aliyun-doc-signedcallback-2018'),
      damage: body((it) => it.split('&').sort().join('&')),
      code: 'body-form-reordered',
    },
    {
      name: 'a form that became JSON',
      request: FORM,
      damage: body((it) => JSON.stringify(Object.fromEntries(new URLSearchParams(it)))),
      code: 'body-form-to-json',
    },
    {
      name: 'a form of JSON strings that was escaped',
      request: vector('osd-json-type-form-template'),
      damage: body((it) => new URLSearchParams(it).toString()),
      code: 'body-form-reencoded',
    },
    {
      name: 'spaces for the pluses of the signature',
      request: DOCUMENTED,
      damage: (it) => header('authorization', (value) => value.replaceAll('+', ' '))(it),
      code: 'authorization-decoded',
    },
  ])('names $name: $code', ({ request, damage, code }) => {
    const damaged = damage(request);
    expect(damaged).not.toEqual(request);
    expect(codes(damaged)).toEqual([code]);
  });
});
