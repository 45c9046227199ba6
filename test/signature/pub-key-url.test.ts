import { PubKeyUrlNotAllowedError, SignatureMissingError } from '../../lib/errors.ts';
import { parsePubKeyUrl, PUBLISHED_PUB_KEY_URL } from '../../lib/signature/pub-key-url.ts';
import { thrownBy } from '../helpers/thrown-by.ts';

const encode = (url: string): string => Buffer.from(url, 'latin1').toString('base64');
const good = 'https://gosspublic.alicdn.com/callback_pub_key_v1.pem';

describe('parsePubKeyUrl', () => {
  it.each([
    [good, 1],
    ['http://gosspublic.alicdn.com/callback_pub_key_v1.pem', 1],
    ['https://gosspublic.alicdn.com/callback_pub_key_v2.pem', 2],
    ['http://gosspublic.alicdn.com/callback_pub_key_v2.pem', 2],
    ['https://gosspublic.alicdn.com/callback_pub_key_v99.pem', 99],
  ])('takes %s', (url, version) => {
    expect(parsePubKeyUrl(encode(url))).toEqual({ url, version });
  });

  it('takes the published address', () => {
    expect(parsePubKeyUrl(encode(PUBLISHED_PUB_KEY_URL)).version).toBe(1);
  });

  it.each(['https', 'http'])('reads the published address over %s once for all callbacks', (protocol) => {
    const header = encode(PUBLISHED_PUB_KEY_URL.replace('https', protocol));
    expect(parsePubKeyUrl(header)).toBe(parsePubKeyUrl(header));
  });

  it.each([
    'https://gosspublic.alicdn.com.evil.com/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com@evil.com/callback_pub_key_v1.pem',
    'https://user@gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://user:secret@gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://evil.com/gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://evil.com/?https://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://evil.com#https://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://evil.com\\@gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://evilgosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://gosspublic-alicdn.com/callback_pub_key_v1.pem',
    'https://gosspublicxalicdn.com/callback_pub_key_v1.pem',
    'https://gosspublic.alicdnxcom/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com:443/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com:8443/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com./callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com/evil/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com//callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com/../callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v1.pem/../evil.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v1xpem',
    'https://gosspublic.alicdn.com/callback_pub_key_v1.pem?x=1',
    'https://gosspublic.alicdn.com/callback_pub_key_v1.pem#x',
    'https://gosspublic.alicdn.com/callback_pub_key_v1.pem.evil',
    'https://gosspublic.alicdn.com/callback_pub_key_v0.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v01.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v100.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v-1.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v1e1.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_V1.pem',
    'https://gosspublic.alicdn.com/other.pem',
    'https://gosspublic.alicdn.com/',
    'HTTPS://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://GOSSPUBLIC.alicdn.com/callback_pub_key_v1.pem',
    'file:///etc/passwd',
    'file://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'ftp://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'httpss://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    '//gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'data:application/x-pem-file,key',
    'http://127.0.0.1/callback_pub_key_v1.pem',
    'http://169.254.169.254/latest/meta-data/',
    `${good}\n`,
    `${good}\r\n`,
    `${good}\0`,
    `\n${good}`,
    ` ${good}`,
    `${good} `,
    `x\n${good}`,
    `${good}\n${good}`,
    'https://gosspublic.alicdn.com/callback_pub_key_v\u00b2.pem',
    '\u00ff',
  ])('refuses %j', (url) => {
    const error = thrownBy(() => parsePubKeyUrl(encode(url)));
    expect(error).toBeInstanceOf(PubKeyUrlNotAllowedError);
    expect(error).toMatchObject({ code: 'ERR_PUB_KEY_URL_NOT_ALLOWED', url });
  });

  it.each([undefined, '', 'not base64', good, `${encode(good)}, ${encode(good)}`])(
    'calls a missing, broken or doubled header missing: %j',
    (header) => {
      const error = thrownBy(() => parsePubKeyUrl(header));
      expect(error).toBeInstanceOf(SignatureMissingError);
      expect(error).toHaveProperty('message', 'expected x-oss-pub-key-url to be base64');
    },
  );
});
