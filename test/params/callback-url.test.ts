import fc from 'fast-check';
import { CallbackInvalidError } from '../../lib/errors.ts';
import { callbackUrlProblem, parseCallbackUrls } from '../../lib/params/callback-url.ts';
import { encodeCallbackUrl, encodedCallbackUrl } from '../../lib/params/encode-callback-url.ts';
import { callbackHosts } from '../../lib/params/callback-hosts.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { base64 } from '../helpers/test-rule.ts';
import { thrownBy } from '../helpers/thrown-by.ts';

const NOTHING = { scheme: 'http', host: '', isIpv6: false, path: '', query: '' };

describe(parseCallbackUrls, () => {
  it.each([
    { text: '121.43.113.8:23456/index.html', parts: { host: '121.43.113.8', port: '23456', path: '/index.html' } },
    { text: '8.8.8.8', parts: { host: '8.8.8.8' } },
    { text: 'HTTPS://Example.com', parts: { scheme: 'https', host: 'Example.com' } },
    { text: 'http://a.com/b?c=d?e#f', parts: { host: 'a.com', path: '/b', query: '?c=d?e' } },
    { text: 'a.com?b', parts: { host: 'a.com', query: '?b' } },
    { text: 'a.com?', parts: { host: 'a.com', query: '?' } },
    { text: 'a.com:', parts: { host: 'a.com', port: '' } },
    { text: 'http://[2001:db8::1]:80/', parts: { host: '2001:db8::1', isIpv6: true, port: '80', path: '/' } },
    { text: 'http://2001:db8::1/', parts: { host: '2001:db8::1', isIpv6: true, path: '/' } },
    { text: 'http://x:y:z/', parts: { host: 'x:y:z', path: '/' } },
    { text: 'http://1:y:2/', parts: { host: '1:y:2', path: '/' } },
    { text: '', parts: {} },
  ])('takes apart: $text', ({ text, parts }) => {
    expect(parseCallbackUrls(text)).toStrictEqual([{ ...NOTHING, text, offset: 0, ...parts }]);
  });

  it('says where each of a list begins', () => {
    expect(parseCallbackUrls('a.com;b.com/;').map(({ text, offset }) => [text, offset])).toEqual([
      ['a.com', 0],
      ['b.com/', 6],
      ['', 13],
    ]);
  });

  it('loses nothing, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        expect(
          parseCallbackUrls(text)
            .map((url) => url.text)
            .join(';'),
        ).toBe(text);
      }),
    );
  });
});

describe(callbackUrlProblem, () => {
  it.each([
    { text: 'a.com:1', problem: undefined },
    { text: 'a.com:65535', problem: undefined },
    { text: ' ', problem: 'empty' },
    { text: 'gopher://a.com', problem: 'scheme' },
    { text: 'http://me@a.com', problem: 'user' },
    { text: 'http://me:secret@a.com', problem: 'user' },
    { text: 'http://', problem: 'host' },
    { text: 'http://a b/', problem: 'host' },
    { text: 'a.com:0', problem: 'port' },
    { text: 'a.com:', problem: 'port' },
    { text: 'a.com:123456', problem: 'port' },
    { text: 'a.com:8e1', problem: 'port' },
  ])('tells of "$text": $problem', ({ text, problem }) => {
    expect(parseCallbackUrls(text).map(callbackUrlProblem)).toEqual([problem]);
  });
});

describe(encodeCallbackUrl, () => {
  it.each([
    { text: 'https://例子.com/图?a=é&b=%E4', encoded: 'https://xn--fsqu00a.com/%E5%9B%BE?a=%C3%A9&b=%E4' },
    { text: 'https://a.com/;http://b.com/ ', encoded: 'https://a.com/;http://b.com/%20' },
    { text: 'https://a.com/\ud800', encoded: 'https://a.com/%EF%BF%BD' },
    { text: 'https:///é', encoded: 'https:///%C3%A9' },
  ])('writes $text as $encoded', ({ text, encoded }) => {
    expect(encodeCallbackUrl(text)).toBe(encoded);
  });

  it.each(['https://a b/', 'https://\uFFFD.com/', 'https://a.com/;http://\ud800.com/'])(
    'refuses a host that has no ASCII form: %j',
    (text) => {
      const error = thrownBy(() => encodeCallbackUrl(text));
      expect(error).toBeInstanceOf(CallbackInvalidError);
      expect(error).toMatchObject({
        code: 'ERR_CALLBACK_INVALID',
        message: 'The callback url configuration is invalid.',
        ec: '0007-00000004',
        argumentName: 'callbackUrl',
        argumentValue: text,
      });
      expect(encodedCallbackUrl(text)).toBeUndefined();
    },
  );

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        const once = encodedCallbackUrl(text);
        fc.pre(once !== undefined);
        expect(encodeCallbackUrl(once)).toBe(once);
      }),
    );
  });
});

describe(callbackHosts, () => {
  const callback = base64({ callbackUrl: 'https://a.com/;b.com:80;8.8.8.8;https://a.com/2;http://localhost;[::1];' });

  it('lists the names to be looked up, once each', () => {
    expect(callbackHosts({ header: callback })).toEqual(['a.com', 'b.com']);
    expect(callbackHosts({ query: callback })).toEqual(['a.com', 'b.com']);
    expect(callbackHosts({ form: callback })).toEqual(['a.com', 'b.com']);
  });

  it.each([{ header: '' }, { header: '*' }, { header: base64('no JSON') }, { header: base64({ callbackUrl: 1 }) }])(
    'lists none where there are none: %j',
    (parameters) => {
      expect(callbackHosts(parameters)).toEqual([]);
    },
  );
});
