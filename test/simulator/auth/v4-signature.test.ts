import { verifyV4Header, verifyV4Query } from '../../../lib/simulator/auth/verify-v4.ts';
import { ossErrorOf } from '../../helpers/oss-error.ts';
import { ossRequest } from '../../helpers/oss-request.ts';

// Inputs and results of the vendor's own SDK tests.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/signer/v4_test.go
const QUERY = '%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2';
const HEADERS = { 'x-oss-head1': 'value', abc: 'value', zabc: 'value', xyz: 'value', 'content-type': 'text/plain' };
const PATH = '/bucket/1234%2B-/123/1.txt';
const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const scope = (day: string): string => `Credential=ak/${day}/cn-hangzhou/oss/aliyun_v4_request`;

const headerVectors = [
  {
    name: 'plain',
    date: '20231216T162057Z',
    more: {},
    rest: 'Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe',
  },
  {
    name: 'with a security token',
    date: '20231217T034736Z',
    more: { 'x-oss-security-token': 'token' },
    rest: 'Signature=b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea',
  },
  {
    name: 'with additional headers',
    date: '20231216T172512Z',
    more: {},
    rest: 'AdditionalHeaders=abc;zabc,Signature=4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f',
  },
];

const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

describe(verifyV4Header, () => {
  it.each(headerVectors)("accepts the vendor's vector: $name", ({ date, more, rest }) => {
    const request = (authorization: string, method = 'PUT') =>
      ossRequest(method, `${PATH}?${QUERY}`, {
        ...HEADERS,
        ...more,
        'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
        'x-oss-date': date,
        authorization,
      });
    const authorization = `OSS4-HMAC-SHA256 ${scope(date.slice(0, 8))},${rest}`;
    const options = { credentials, now: timeOf(date) };
    expect(() => {
      verifyV4Header(request(authorization), options);
    }).not.toThrow();
    expect(
      ossErrorOf(() => {
        verifyV4Header(request(authorization, 'GET'), options);
      }),
    ).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it.each([
    { name: 'no scope', authorization: 'OSS4-HMAC-SHA256 Signature=00', code: 'InvalidArgument' },
    { name: 'no signature', authorization: `OSS4-HMAC-SHA256 ${scope('20231216')}`, code: 'InvalidArgument' },
    {
      name: 'another day',
      authorization: `OSS4-HMAC-SHA256 ${scope('20231215')},Signature=00`,
      code: 'InvalidArgument',
    },
    {
      name: 'an empty list of headers',
      authorization: `OSS4-HMAC-SHA256 ${scope('20231216')},AdditionalHeaders=,Signature=00`,
      code: 'InvalidArgument',
      ec: '0002-00000209',
    },
    {
      name: 'an empty name in the list',
      authorization: `OSS4-HMAC-SHA256 ${scope('20231216')},AdditionalHeaders=abc;,Signature=00`,
      code: 'InvalidArgument',
      ec: '0002-00000210',
    },
    {
      name: 'a header that is not there',
      authorization: `OSS4-HMAC-SHA256 ${scope('20231216')},AdditionalHeaders=nope,Signature=00`,
      code: 'InvalidArgument',
    },
    {
      name: 'a wrong signature',
      authorization: `OSS4-HMAC-SHA256 ${scope('20231216')},Signature=00`,
      code: 'SignatureDoesNotMatch',
    },
  ])('refuses $name', ({ authorization, code, ec }) => {
    const request = ossRequest('PUT', PATH, { ...HEADERS, 'x-oss-date': '20231216T162057Z', authorization });
    expect(
      ossErrorOf(() => {
        verifyV4Header(request, { credentials, now: timeOf('20231216T162057Z') });
      }),
    ).toMatchObject({ code, ...(ec !== undefined && { ec }) });
  });

  it('refuses a request more than a quarter of an hour off, and one for another region', () => {
    const [{ rest, date }] = headerVectors as [(typeof headerVectors)[number]];
    const request = ossRequest('PUT', `${PATH}?${QUERY}`, {
      ...HEADERS,
      'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-oss-date': date,
      authorization: `OSS4-HMAC-SHA256 ${scope('20231216')},${rest}`,
    });
    const now = timeOf(date);
    for (const offset of [-901_000, 901_000]) {
      expect(
        ossErrorOf(() => {
          verifyV4Header(request, { credentials, now: now + offset });
        }),
      ).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed', ec: '0002-00000504' });
    }
    expect(
      ossErrorOf(() => {
        verifyV4Header(request, { credentials, now, region: 'cn-beijing' });
      }),
    ).toMatchObject({ message: expect.stringContaining('region') as unknown });
  });
});

describe(verifyV4Query, () => {
  const url = (signature: string): string =>
    `${PATH}?${QUERY}&x-oss-credential=ak%2F20231217%2Fcn-hangzhou%2Foss%2Faliyun_v4_request` +
    `&x-oss-date=20231217T025437Z&x-oss-expires=599&x-oss-signature-version=OSS4-HMAC-SHA256` +
    `&x-oss-signature=${signature}`;
  const good = 'a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe';
  const headers = { ...HEADERS, 'content-type': 'application/octet-stream' };
  const now = timeOf('20231217T025437Z');

  it("accepts the vendor's vector until it expires, and no changed one", () => {
    expect(() => {
      verifyV4Query(ossRequest('PUT', url(good), headers), { credentials, now: now + 598_000 });
    }).not.toThrow();
    expect(
      ossErrorOf(() => {
        verifyV4Query(ossRequest('PUT', url(good), headers), { credentials, now: now + 600_000 });
      }),
    ).toMatchObject({ status: 403, message: 'Request has expired.' });
    expect(
      ossErrorOf(() => {
        verifyV4Query(ossRequest('PUT', url(good), headers), { credentials, now: now - 901_000 });
      }),
    ).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' });
    expect(
      ossErrorOf(() => {
        verifyV4Query(ossRequest('PUT', url(`0${good.slice(1)}`), headers), { credentials, now });
      }),
    ).toMatchObject({ code: 'SignatureDoesNotMatch' });
  });

  it.each(['0', '604801', '-1', 'x', ''])('refuses a lifetime of %j seconds', (expires) => {
    const request = ossRequest('PUT', url(good).replace('expires=599', `expires=${expires}`), headers);
    expect(
      ossErrorOf(() => {
        verifyV4Query(request, { credentials, now });
      }),
    ).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });
});
