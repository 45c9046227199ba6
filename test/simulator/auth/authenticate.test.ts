import { createHmac } from 'node:crypto';
import { authenticate } from '../../../lib/simulator/auth/authenticate.ts';
import { ossErrorOf } from '../../helpers/oss-error.ts';
import { ossRequest } from '../../helpers/oss-request.ts';

const credentials = {
  accessKeyId: '44CF9590006BF252F707',
  accessKeySecret: 'OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV',
};
// The example of the vendor's page on V1 signatures.
// https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
const DATE = 'Thu, 17 Nov 2005 18:49:58 GMT';
const now = Date.parse(DATE);
const HEADERS = {
  'content-md5': 'ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=',
  'content-type': 'text/html',
  date: DATE,
  'x-oss-meta-author': 'foo@bar.com',
  'x-oss-magic': 'abracadabra',
};
const GOOD = 'OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=';
const put = (headers: Readonly<Record<string, string>>) => ossRequest('PUT', '/oss-example/nelson', headers);
const sign = (text: string): string => createHmac('sha1', credentials.accessKeySecret).update(text).digest('base64');

describe(authenticate, () => {
  it("accepts the vendor's documented V1 signature", () => {
    expect(() => {
      authenticate(put({ ...HEADERS, authorization: GOOD }), { credentials, now });
    }).not.toThrow();
  });

  it.each([
    { name: 'no signature', headers: {}, status: 403, code: 'AccessDenied' },
    { name: 'another kind', headers: { authorization: 'Basic eA==' }, status: 400, code: 'InvalidArgument' },
    { name: 'half a signature', headers: { authorization: 'OSS key' }, status: 400, code: 'InvalidArgument' },
    {
      name: 'a changed header',
      headers: { authorization: GOOD, 'x-oss-magic': 'x' },
      status: 403,
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'a header too many',
      headers: { authorization: GOOD, 'x-oss-callback': 'x' },
      status: 403,
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'an unknown key',
      headers: { authorization: GOOD.replace('44', '45') },
      status: 403,
      code: 'InvalidAccessKeyId',
    },
    { name: 'a bad date', headers: { authorization: GOOD, date: 'yesterday' }, status: 403, code: 'AccessDenied' },
    {
      name: 'an old date',
      headers: { authorization: GOOD, date: 'Thu, 17 Nov 2005 18:33:58 GMT' },
      status: 403,
      code: 'RequestTimeTooSkewed',
    },
  ])('refuses $name', ({ headers, status, code }) => {
    expect(
      ossErrorOf(() => {
        authenticate(put({ ...HEADERS, ...headers }), { credentials, now });
      }),
    ).toMatchObject({ status, code });
  });

  it('tells what it signed, so that the client can compare', () => {
    const stringToSign = `PUT\n${HEADERS['content-md5']}\ntext/html\n${DATE}\nx-oss-magic:abracadabra\nx-oss-meta-author:foo@bar.com\n/oss-example/nelson`;
    expect(
      ossErrorOf(() => {
        authenticate(put({ ...HEADERS, authorization: `${GOOD.slice(0, -4)}yyy=` }), { credentials, now });
      }),
    ).toMatchObject({
      details: {
        StringToSign: stringToSign,
        StringToSignBytes: expect.stringMatching(/^50 55 54 0A/) as unknown,
      },
    });
  });

  it('signs sub-resources and callback parameters of a presigned URL, and no other parameter', () => {
    const expires = String(now / 1000 + 60);
    const signature = encodeURIComponent(
      sign(`PUT\n\n\n${expires}\n/oss-example/nelson?callback=YQ==&uploadId=1&uploads`),
    );
    const url = (rest: string): string =>
      `/oss-example/nelson?other=1&callback=YQ%3D%3D&uploads&uploadId=1&OSSAccessKeyId=${credentials.accessKeyId}&Expires=${expires}${rest}`;
    const check = (text: string, time: number) => (): void => {
      authenticate(ossRequest('PUT', text), { credentials, now: time });
    };
    expect(check(url(`&Signature=${signature}`), now)).not.toThrow();
    expect(check(url(`&Signature=${signature}`).replace('other=1', 'other=2'), now)).not.toThrow();
    expect(ossErrorOf(check(url(`&Signature=${signature}`).replace('YQ', 'Yg'), now))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
    expect(ossErrorOf(check(url(`&Signature=${signature}`), now + 61_000))).toMatchObject({
      code: 'AccessDenied',
      message: 'Request has expired.',
    });
    expect(ossErrorOf(check(url('&Signature='), now))).toMatchObject({ code: 'AccessDenied' });
  });

  it('accepts any STS token unless told of one, and then that one only', () => {
    const headers = { date: DATE, 'x-oss-security-token': 'token' };
    const text = `PUT\n\n\n${DATE}\nx-oss-security-token:token\n/oss-example/nelson`;
    const request = put({ ...headers, authorization: `OSS ${credentials.accessKeyId}:${sign(text)}` });
    const check = (securityToken?: string) => (): void => {
      authenticate(request, { credentials: { ...credentials, ...(securityToken && { securityToken }) }, now });
    };
    expect(check()).not.toThrow();
    expect(check('token')).not.toThrow();
    expect(ossErrorOf(check('other'))).toMatchObject({ code: 'InvalidAccessKeyId' });
  });
});
