import fc from 'fast-check';
import { CallbackInvalidError } from '../../lib/errors.ts';
import { type BuiltCallback, buildCallback } from '../../lib/params/build-callback.ts';
import { lintCallback } from '../../lib/params/lint-callback.ts';
import { parseBody } from '../../lib/params/parse-body.ts';
import { parseCallback } from '../../lib/params/parse-callback.ts';
import { renderBody, type VariableValues } from '../../lib/params/render-body.ts';
import { SYSTEM_VARIABLES } from '../../lib/params/system-variables.ts';
import { webUrl } from '../helpers/arbitraries.ts';
import { thrownBy } from '../helpers/thrown-by.ts';

const url = 'https://example.com/callback';
const parsed = ({ headers }: BuiltCallback) =>
  parseCallback(headers['x-oss-callback'] ?? '', headers['x-oss-callback-var']);
const names = '"vars" must have names that begin with x:, in lower case, without $ { }';
const wrong = (options: object): (() => unknown) => {
  return () => buildCallback(options);
};
// Text that UTF-8 can carry, without what a template or a name may not hold.
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((each) => !each.includes('$'));
const varName = text.filter((each) => !/[A-Z{}]/.test(each)).map((each) => `x:${each}`);

describe(buildCallback, () => {
  it('writes JSON in UTF-8 in standard base64, in three transports', () => {
    const built = buildCallback({ url, body: 'a=${object}&图=?>', vars: { 'x:a': 'b' } });
    expect(built.json).toBe(
      '{"callbackUrl":"https://example.com/callback","callbackBody":"a=${object}&图=?>",' +
        '"callbackBodyType":"application/x-www-form-urlencoded","callbackSNI":true}',
    );
    expect(Buffer.from(built.base64, 'base64').toString()).toBe(built.json);
    const callbackVar = Buffer.from('{"x:a":"b"}').toString('base64');
    expect(built.headers).toEqual({ 'x-oss-callback': built.base64, 'x-oss-callback-var': callbackVar });
    expect(built.query).toEqual({ callback: built.base64, 'callback-var': callbackVar });
    expect(Object.fromEntries(new URLSearchParams(built.queryString))).toEqual(built.query);
    expect(built.queryString).not.toMatch(/[+/]|=(?![A-Za-z])/);
    expect(built.formFields).toEqual({ callback: built.base64, 'x:a': 'b' });
  });

  it('sends no field that was not asked for', () => {
    expect(buildCallback({ url: 'http://a.com', body: 'a' }).callback).toStrictEqual({
      callbackUrl: 'http://a.com',
      callbackBody: 'a',
      callbackBodyType: 'application/x-www-form-urlencoded',
    });
  });

  it('sends no variables where there are none', () => {
    const built = buildCallback({ url });
    expect(Object.keys(built.headers)).toEqual(['x-oss-callback']);
    expect(Object.keys(built.query)).toEqual(['callback']);
    expect(Object.keys(built.formFields)).toEqual(['callback']);
  });

  it.each(['application/json', 'application/x-www-form-urlencoded'] as const)(
    'carries every variable of OSS by default, and they come back: %s',
    (bodyType) => {
      const { callback } = buildCallback({ url, bodyType, vars: { 'x:user&id': '' } });
      const values: VariableValues = {
        bucket: 'b',
        object: 'a "b"&c=d/图😀.jpg',
        etag: 'D8E8FCA2DC0F896FD7CB4CB0031BA249',
        size: 5,
        mimeType: 'image/svg+xml',
        'imageInfo.height': 2,
        'imageInfo.width': 3,
        'imageInfo.format': 'jpg',
        crc64: '18446744073709551615',
        contentMd5: '2Oj8otwPiW/Xy0ywAxuiSQ==',
        vpcId: 'vpc-1',
        clientIp: '203.0.113.7',
        reqId: '5B9CDDCC9D2B0CA88AE2BEA1',
        operation: 'PutObject',
        'x:user&id': '4&2',
      };
      expect(Object.keys(values)).toEqual([...SYSTEM_VARIABLES.map(({ name }) => name), 'x:user&id']);
      const { upload, fields, problem } = parseBody(Buffer.from(renderBody(callback.callbackBody, values, bodyType)));
      expect(problem).toBeUndefined();
      const { imageInfo, ...rest } = upload;
      const image = Object.entries(imageInfo ?? {}).map(([name, value]) => [`imageInfo.${name}`, value] as const);
      expect({ ...rest, ...Object.fromEntries(image), ...fields }).toEqual(values);
    },
  );

  it.each(['application/json', 'application/x-www-form-urlencoded'] as const)(
    'leaves nothing behind of variables that are blank: %s',
    (bodyType) => {
      const body = renderBody(buildCallback({ url, bodyType }).callback.callbackBody, {}, bodyType);
      expect(parseBody(Buffer.from(body))).toEqual({ upload: {}, fields: {} });
    },
  );

  it('gives back through parseCallback what it was given', () => {
    fc.assert(
      fc.property(
        fc.record({
          body: text,
          host: text,
          bodyType: fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
          sni: fc.boolean(),
          vars: fc.dictionary(varName, fc.string({ unit: 'grapheme', maxLength: 20 }), { maxKeys: 5 }),
          urls: fc.array(
            webUrl.map((each) => each.replaceAll(';', '%3B')),
            { minLength: 1, maxLength: 5 },
          ),
        }),
        (options) => {
          const back = parsed(buildCallback(options));
          const { urls, ...rest } = back;
          expect(rest).toEqual({ ...options, urls: undefined });
          expect(urls.map(decodeURI)).toEqual(options.urls.map(decodeURI));
        },
      ),
    );
  });

  it.each([
    { name: 'https', options: { url }, sni: true },
    { name: 'one https among several', options: { urls: ['http://a.com', 'HTTPS://b.com'] }, sni: true },
    { name: 'http', options: { url: 'http://a.com' }, sni: undefined },
    { name: 'https, switched off', options: { url, sni: false }, sni: false },
  ])('asks for SNI: $name', ({ options, sni }) => {
    expect(buildCallback(options).callback.callbackSNI).toBe(sni);
  });

  it.each([
    { name: 'JSON for a body in braces', body: '{"a":${size}}', bodyType: 'application/json' },
    { name: 'JSON for one with space before them', body: ' \n {"a":${size}}', bodyType: 'application/json' },
    { name: 'JSON for a body in brackets', body: '[${size}]', bodyType: 'application/json' },
    { name: 'a form for braces further on', body: 'a={"a":${size}}', bodyType: 'application/x-www-form-urlencoded' },
    { name: 'a form for another', body: 'a=${size}', bodyType: 'application/x-www-form-urlencoded' },
  ])('takes as body type $name', ({ body, bodyType }) => {
    expect(buildCallback({ url, body }).callback.callbackBodyType).toBe(bodyType);
  });

  it('percent-encodes a URL once, and its host as DNS wants it', () => {
    const { callback } = buildCallback({ url: 'https://例子.com/中文?a=%20 b' });
    expect(callback.callbackUrl).toBe('https://xn--fsqu00a.com/%E4%B8%AD%E6%96%87?a=%20%20b');
    expect(buildCallback({ url: callback.callbackUrl }).callback.callbackUrl).toBe(callback.callbackUrl);
  });

  it('leaves nothing for the linter to find', () => {
    expect(lintCallback(buildCallback({ url }).base64)).toEqual([]);
    expect(lintCallback(buildCallback({ url, bodyType: 'application/json' }).json)).toEqual([]);
    expect(lintCallback(JSON.stringify(buildCallback({ url, vars: { 'x:a': 'b' } }).headers))).toEqual([]);
  });

  it('lets a local OSS be called back', () => {
    expect(buildCallback({ url: 'http://127.0.0.1:3000/' }).callback.callbackUrl).toBe('http://127.0.0.1:3000/');
  });

  it.each([
    {
      name: 'a field of OSS for an option',
      options: { callbackUrl: url },
      message: 'unknown option "callbackUrl"; there are url, urls, body, bodyType, host, sni, vars',
    },
    { name: 'no URL', options: {}, message: 'either "url" or "urls" must be given' },
    { name: 'both', options: { url, urls: [url] }, message: 'either "url" or "urls" must be given' },
    { name: 'urls that is no list', options: { urls: url }, message: '"urls" must be a list with at least one URL' },
    { name: 'an empty list', options: { urls: [] }, message: '"urls" must be a list with at least one URL' },
    { name: 'a URL that is no text', options: { url: 1 }, message: '"url" must be a string, got number' },
    { name: 'an empty URL', options: { urls: [''] }, message: '"urls" must not be empty' },
    {
      name: 'a semicolon in a URL',
      options: { url: `${url};${url}` },
      message: `"url" must not hold ";" (write %3B), which separates URLs: ${url};${url}`,
    },
    {
      name: 'a variable in a URL',
      options: { url: `${url}/\${bucket}` },
      message: '"url" must not hold variables, which OSS fills into the body only',
    },
    { name: 'a body that is no text', options: { url, body: {} }, message: '"body" must be a string, got object' },
    { name: 'an empty body', options: { url, body: '' }, message: '"body" must not be empty' },
    {
      name: 'half of a surrogate pair',
      options: { url, body: 'a\ud800' },
      message: '"body" must be well-formed Unicode',
    },
    {
      name: 'a charset',
      options: { url, bodyType: 'application/json; charset=utf-8' },
      message:
        '"bodyType" must be application/x-www-form-urlencoded or application/json, got "application/json; charset=utf-8"',
    },
    { name: 'a host that is no text', options: { url, host: null }, message: '"host" must be a string, got object' },
    { name: 'SNI as text', options: { url, sni: 'true' }, message: '"sni" must be true or false' },
    { name: 'vars that is a list', options: { url, vars: [] }, message: '"vars" must be an object' },
    { name: 'vars that is text', options: { url, vars: 'x:a' }, message: '"vars" must be an object' },
    { name: 'vars that is null', options: { url, vars: null }, message: '"vars" must be an object' },
    { name: 'a name without x:', options: { url, vars: { a: 'b' } }, message: `${names}, got "a"` },
    { name: 'a name with a brace', options: { url, vars: { 'x:}': 'b' } }, message: `${names}, got "x:}"` },
    {
      name: 'a value that is no text',
      options: { url, vars: { 'x:a': 1 } },
      message: '"vars.x:a" must be a string, got number',
    },
  ])('throws a TypeError for $name', ({ options, message }) => {
    expect(thrownBy(wrong(options))).toStrictEqual(new TypeError(message));
  });

  it.each([
    { name: 'six URLs', options: { urls: Array(6).fill(url) }, ec: '0007-00000005' },
    { name: 'a stray dollar sign', options: { url, body: '$(object)' }, ec: '0007-00000105' },
    { name: 'more than 5 KB', options: { url, body: 'a'.repeat(4000) }, ec: '0007-00000001' },
    {
      name: 'more than 5 KB of variables',
      options: { url, body: 'a', vars: { 'x:a': 'a'.repeat(4000) } },
      ec: '0007-00000101',
    },
    { name: 'a port that is none', options: { url: 'https://a.com:x/' }, ec: '0007-00000004' },
    { name: 'a host that has no ASCII form', options: { url: 'https://a b/' }, ec: '0007-00000004' },
    { name: 'a policy error has its argument', options: { url: 'https://[::1]/' }, ec: '0007-00000007' },
  ])('throws what OSS would answer for $name', ({ options, ec }) => {
    const error = thrownBy(wrong(options));
    expect(error).toBeInstanceOf(CallbackInvalidError);
    expect(error).toMatchObject({ code: 'ERR_CALLBACK_INVALID', ec });
  });
});
