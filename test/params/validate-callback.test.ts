import fc from 'fast-check';
import { REFUSALS } from '../../lib/params/refusal.ts';
import { validateCallback, type ValidateOptions } from '../../lib/params/validate-callback.ts';

const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const good = { callbackUrl: 'http://example.com/cb', callbackBody: 'bucket=${bucket}' };
const header = (changes: object): { header: string } => ({ header: base64({ ...good, ...changes }) });
const vars = (value: unknown): { header: string; headerVar: string } => ({ ...header({}), headerVar: base64(value) });

const BROKEN =
  '{"callbackUrl":"8.8.8.8:9090","callbackBody":"{"bucket":${bucket},"object":${object}}","callbackBodyType":"application/json"}';

describe(validateCallback, () => {
  it.each([
    { reason: 'callback-too-long', name: '5121 octets', parameters: { header: 'A'.repeat(5124) } },
    { reason: 'callback-not-base64', name: 'raw JSON', parameters: { header: JSON.stringify(good) } },
    {
      reason: 'callback-not-base64',
      name: 'the URL-safe alphabet',
      parameters: { query: base64('{"a":"??>"}').replaceAll('/', '_').replaceAll('+', '-') + '_' },
    },
    { reason: 'callback-not-base64', name: 'no padding', parameters: { form: base64('{}').replace('=', '') } },
    {
      reason: 'callback-not-base64',
      name: 'percent-encoded',
      parameters: { query: encodeURIComponent(base64(good) + '==') },
    },
    { reason: 'callback-not-json', name: 'unescaped quotes', parameters: { header: base64(BROKEN) } },
    { reason: 'callback-not-json', name: 'an array', parameters: { header: base64([good]) } },
    { reason: 'callback-not-json', name: 'null', parameters: { header: base64('null') } },
    { reason: 'url-invalid', name: 'no URL', parameters: header({ callbackUrl: undefined }) },
    { reason: 'url-invalid', name: 'an empty URL', parameters: header({ callbackUrl: '' }) },
    { reason: 'url-invalid', name: 'a number', parameters: header({ callbackUrl: 5 }) },
    { reason: 'url-invalid', name: 'a word for a port', parameters: header({ callbackUrl: '10.101.166.30:test' }) },
    {
      reason: 'url-invalid',
      name: 'a word for a port after a name',
      parameters: header({ callbackUrl: 'my.com:test' }),
    },
    { reason: 'url-invalid', name: 'port 0', parameters: header({ callbackUrl: 'my.com:0' }) },
    { reason: 'url-invalid', name: 'port 65536', parameters: header({ callbackUrl: 'my.com:65536/' }) },
    { reason: 'url-invalid', name: 'no host', parameters: header({ callbackUrl: 'http:///cb' }) },
    { reason: 'url-invalid', name: 'another scheme', parameters: header({ callbackUrl: 'ftp://example.com/' }) },
    { reason: 'url-invalid', name: 'a user', parameters: header({ callbackUrl: 'http://me@example.com/' }) },
    {
      reason: 'url-invalid',
      name: 'a gap in the list',
      parameters: header({ callbackUrl: 'http://a.com;;http://b.com' }),
    },
    { reason: 'too-many-urls', name: 'six', parameters: header({ callbackUrl: Array(6).fill('a.com').join(';') }) },
    { reason: 'host-unknown', name: 'half an address', parameters: header({ callbackUrl: '123.456' }) },
    { reason: 'host-unknown', name: 'an octet of 256', parameters: header({ callbackUrl: '1.2.3.256' }) },
    {
      reason: 'host-unknown',
      name: 'an IPv6 address',
      parameters: header({ callbackUrl: 'http://[2001:db8::1]:80/' }),
    },
    {
      reason: 'host-unknown',
      name: 'an IPv6 address without brackets',
      parameters: header({ callbackUrl: 'http://2001:db8::1/' }),
    },
    { reason: 'address-private', name: 'localhost', parameters: header({ callbackUrl: 'http://LocalHost:3000/cb' }) },
    { reason: 'address-private', name: '127.0.0.1', parameters: header({ callbackUrl: '127.0.0.1' }) },
    { reason: 'address-private', name: '10/8', parameters: header({ callbackUrl: 'http://10.1.2.3/' }) },
    { reason: 'address-private', name: '172.16/12', parameters: header({ callbackUrl: 'http://172.31.255.255/' }) },
    {
      reason: 'address-private',
      name: '192.168/16, second in the list',
      parameters: header({ callbackUrl: 'a.com;192.168.0.1' }),
    },
    { reason: 'callback-host-invalid', name: 'a number', parameters: header({ callbackHost: 1 }) },
    { reason: 'body-invalid', name: 'an object', parameters: header({ callbackBody: { bucket: '${bucket}' } }) },
    { reason: 'body-empty', name: 'empty', parameters: header({ callbackBody: '' }) },
    { reason: 'body-empty', name: 'absent', parameters: header({ callbackBody: undefined }) },
    { reason: 'body-type-invalid', name: 'null', parameters: header({ callbackBodyType: null }) },
    {
      reason: 'body-type-unsupported',
      name: 'a charset',
      parameters: header({ callbackBodyType: 'application/json; charset=utf-8' }),
    },
    {
      reason: 'body-type-unsupported',
      name: 'upper case',
      parameters: header({ callbackBodyType: 'Application/JSON' }),
    },
    { reason: 'signature-version-invalid', name: '3.0', parameters: header({ signatureVersion: '3.0' }) },
    {
      reason: 'additional-headers-invalid',
      name: 'a header of OSS',
      parameters: header({ additionalHeaders: { 'X-Oss-A': 'b' } }),
    },
    {
      reason: 'additional-headers-invalid',
      name: 'a header of OSS behind another',
      parameters: header({ additionalHeaders: { a: 'b', 'x-oss-a': 'b' } }),
    },
    { reason: 'additional-headers-invalid', name: 'text', parameters: header({ additionalHeaders: 'a' }) },
    { reason: 'additional-headers-invalid', name: 'a list', parameters: header({ additionalHeaders: [] }) },
    { reason: 'additional-headers-invalid', name: 'null', parameters: header({ additionalHeaders: null }) },
    { reason: 'callback-twice', name: 'header and query', parameters: { ...header({}), query: base64(good) } },
    {
      reason: 'callback-var-twice',
      name: 'header and query',
      parameters: { ...header({}), headerVar: base64({}), queryVar: base64({}) },
    },
    { reason: 'callback-var-too-long', name: '5121 octets', parameters: { ...header({}), queryVar: 'A'.repeat(5124) } },
    { reason: 'callback-var-not-base64', name: 'raw JSON', parameters: { ...header({}), headerVar: '{"x:a":"b"}' } },
    { reason: 'callback-var-not-json', name: 'a word', parameters: vars('x:a=b') },
    { reason: 'callback-var-invalid', name: 'a number', parameters: vars({ 'x:a': 1 }) },
    { reason: 'callback-var-invalid', name: 'nested', parameters: vars({ 'x:a': {} }) },
    { reason: 'callback-var-invalid', name: 'no x:', parameters: vars({ a: 'b' }) },
    { reason: 'callback-var-invalid', name: 'x: further on', parameters: vars({ 'ax:b': 'c' }) },
    { reason: 'callback-var-invalid', name: 'one of two without x:', parameters: vars({ 'x:a': 'b', c: 'd' }) },
    { reason: 'callback-var-invalid', name: 'nothing after x:', parameters: vars({ 'x:': 'b' }) },
    { reason: 'callback-var-invalid', name: 'upper case', parameters: vars({ 'x:myVar': 'b' }) },
    { reason: 'template-invalid', name: '$(object)', parameters: header({ callbackBody: 'filename=$(object)' }) },
    { reason: 'template-invalid', name: '$x:v}', parameters: header({ callbackBody: 'a=$x:v}' }) },
    { reason: 'template-invalid', name: '$ {x:v}', parameters: header({ callbackBody: 'a=$ {x:v}' }) },
    { reason: 'template-invalid', name: 'a price', parameters: header({ callbackBody: 'cost=5$' }) },
    { reason: 'template-invalid', name: 'no right brace', parameters: header({ callbackBody: 'a=${object' }) },
    { reason: 'callback-policy-unknown', name: 'unknown', parameters: header({ callbackPolicy: 'p' }) },
  ] as const)('refuses with $reason: $name', ({ reason, parameters }) => {
    expect(validateCallback(parameters)).toMatchObject({ reason, ...REFUSALS[reason] });
  });

  it("gives the topic's own example back as OSS does", () => {
    expect(validateCallback({ header: base64(BROKEN) })).toEqual({
      reason: 'callback-not-json',
      ec: '0007-00000003',
      code: 'InvalidArgument',
      message: 'The callback configuration is not json format.',
      argumentName: 'callback',
      argumentValue: BROKEN,
    });
  });

  it('has no number where OSS documents none', () => {
    expect(validateCallback(header({ signatureVersion: '3.0' }))).toStrictEqual({
      reason: 'signature-version-invalid',
      code: 'InvalidArgument',
      message: 'The callback signature version is invalid.',
      argumentName: 'signatureVersion',
      argumentValue: '3.0',
    });
  });

  it.each([
    { name: 'a value that is no text as JSON', changes: { callbackBody: { a: 1 } }, shown: '{"a":1}' },
    { name: 'nothing for a URL that is missing', changes: { callbackUrl: undefined }, shown: '' },
    { name: 'nothing for a body that is missing', changes: { callbackBody: undefined }, shown: '' },
  ])('shows $name', ({ changes, shown }) => {
    expect(validateCallback(header(changes))?.argumentValue).toBe(shown);
  });

  it.each([
    { name: 'no callback at all', parameters: {} },
    { name: 'variables without a callback', parameters: { headerVar: 'nonsense' } },
    { name: 'variables that are empty', parameters: { ...header({}), headerVar: '' } },
    { name: 'the least', parameters: header({}) },
    { name: 'a form', parameters: { form: base64(good) } },
    { name: 'a query with variables', parameters: { query: base64(good), queryVar: base64({ 'x:键值1': '' }) } },
    { name: 'empty variables', parameters: { ...header({}), headerVar: '' } },
    { name: 'variables that are none', parameters: vars({}) },
    { name: 'no additional headers', parameters: header({ additionalHeaders: {} }) },
    { name: 'no scheme, with a port', parameters: header({ callbackUrl: '121.43.113.8:23456/index.html' }) },
    { name: 'no path', parameters: header({ callbackUrl: 'www.example.com' }) },
    { name: 'five URLs', parameters: header({ callbackUrl: Array(5).fill('a.com:65535').join(';') }) },
    { name: 'a public address beside a private range', parameters: header({ callbackUrl: '172.32.0.1' }) },
    {
      name: 'every field',
      parameters: header({
        callbackHost: 'h',
        callbackBodyType: 'application/json',
        callbackSNI: true,
        signatureVersion: '1.0',
        additionalHeaders: { a: 'b' },
      }),
    },
    {
      name: 'what OSS does not look at: SNI as text, JSON that is none',
      parameters: header({ callbackSNI: 'true', callbackBodyType: 'application/json' }),
    },
  ] as const)('takes $name', ({ parameters }) => {
    expect(validateCallback(parameters)).toBeUndefined();
  });

  it.each([
    {
      name: 'private addresses where allowed',
      changes: { callbackUrl: 'http://127.0.0.1:3000/' },
      options: { refusePrivateAddresses: false },
      reason: undefined,
    },
    {
      name: 'a missing URL where ignored',
      changes: { callbackUrl: undefined },
      options: { missingUrl: 'ignore' },
      reason: undefined,
    },
    {
      name: 'a policy that the bucket has',
      changes: { callbackPolicy: 'p' },
      options: { callbackPolicies: ['q', 'p'] },
      reason: undefined,
    },
    {
      name: 'a policy that it has not',
      changes: { callbackPolicy: 'q' },
      options: { callbackPolicies: ['p'] },
      reason: 'callback-policy-unknown',
    },
    {
      name: 'a name without address',
      changes: {},
      options: { addresses: new Map([['example.com', []]]) },
      reason: 'host-unknown',
    },
    {
      name: 'a name with IPv6 only',
      changes: {},
      options: { addresses: new Map([['example.com', ['::1']]]) },
      reason: 'host-unknown',
    },
    {
      name: 'a name of a private address',
      changes: {},
      options: { addresses: new Map([['example.com', ['10.0.0.1']]]) },
      reason: 'address-private',
    },
    {
      name: 'a name of which one address is private',
      changes: {},
      options: { addresses: new Map([['example.com', ['1.1.1.1', '10.0.0.1']]]) },
      reason: 'address-private',
    },
    {
      name: 'an address, which needs none',
      changes: { callbackUrl: '1.1.1.1' },
      options: { addresses: new Map([['1.1.1.1', []]]) },
      reason: undefined,
    },
    {
      name: 'a name of a private address where allowed',
      changes: {},
      options: { addresses: new Map([['example.com', ['10.0.0.1']]]), refusePrivateAddresses: false },
      reason: undefined,
    },
    {
      name: 'a name of a public address',
      changes: {},
      options: { addresses: new Map([['example.com', ['1.1.1.1', '::1']]]) },
      reason: undefined,
    },
    { name: 'a name that nobody looked up', changes: {}, options: { addresses: new Map() }, reason: undefined },
  ] as { name: string; changes: object; options: ValidateOptions; reason: string | undefined }[])(
    'judges by the options: $name',
    ({ changes, options, reason }) => {
      expect(validateCallback(header(changes), options)?.reason).toBe(reason);
    },
  );

  it('ignores only a URL that is missing', () => {
    const options = { missingUrl: 'ignore' } as const;
    expect(validateCallback(header({ callbackUrl: '', callbackBody: '' }), options)).toBeUndefined();
    expect(validateCallback(header({ callbackUrl: 'a.com', callbackBody: '' }), options)?.reason).toBe('body-empty');
  });

  it('takes 5120 octets of base64, of each', () => {
    const filled = (value: object, name: string): string => {
      const room = 3840 - JSON.stringify({ ...value, [name]: '' }).length;
      return base64({ ...value, [name]: 'a'.repeat(room) });
    };
    const parameters = { header: filled(good, 'callbackBody'), headerVar: filled({}, 'x:a') };
    expect(parameters.header).toHaveLength(5120);
    expect(parameters.headerVar).toHaveLength(5120);
    expect(validateCallback(parameters)).toBeUndefined();
  });

  it('never throws', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.base64String(), fc.json().map(base64)), { nil: undefined });
    const record = fc.record({ header: text, query: text, form: text, headerVar: text, queryVar: text });
    fc.assert(
      fc.property(record, (parameters) => {
        expect(() => validateCallback(parameters)).not.toThrow();
      }),
    );
  });
});
