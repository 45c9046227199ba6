import { v4Signature } from '../../../lib/simulator/auth/v4-signature.ts';
import { verifyPost } from '../../../lib/simulator/auth/verify-post.ts';
import { ossErrorOf } from '../../helpers/oss-error.ts';
import { base64 } from '../../helpers/put-with-callback.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const DAY_MS = 86_400_000;
const SIGNED_AT = Date.parse('2023-12-03T12:12:12Z');

/** A V4 form signed at {@link SIGNED_AT}; `unpinned` fields are left out of the policy. */
function v4Form(
  change: Readonly<Record<string, string>> = {},
  unpinned: readonly string[] = [],
): ReadonlyMap<string, string> {
  const signed = {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': 'ak/20231203/cn-hangzhou/oss/aliyun_v4_request',
    'x-oss-date': '20231203T121212Z',
    ...change,
  };
  const pinned = Object.entries(signed).filter(([name]) => !unpinned.includes(name));
  const conditions = [{ bucket: 'bucket' }, ...pinned.map(([name, value]) => ({ [name]: value }))];
  const policy = base64({ expiration: '2024-12-03T12:12:12.000Z', conditions });
  const scope = { accessKeyId: 'ak', date: '20231203', region: 'cn-hangzhou', product: 'oss' };
  const signature = v4Signature(policy, credentials.accessKeySecret, scope);
  return new Map(Object.entries({ bucket: 'bucket', key: 'k', policy, 'x-oss-signature': signature, ...signed }));
}

const verify = (form: ReadonlyMap<string, string>, now = SIGNED_AT, region?: string) =>
  verifyPost(form, { credentials, now, region });

describe('verifyPost of a V4 form', () => {
  it('accepts it for seven days, and a quarter of an hour before', () => {
    for (const now of [SIGNED_AT - 890_000, SIGNED_AT, SIGNED_AT + 7 * DAY_MS]) {
      expect(verify(v4Form(), now).conditions).toHaveLength(4);
    }
    expect(ossErrorOf(() => verify(v4Form(), SIGNED_AT - 910_000))).toMatchObject({ code: 'RequestTimeTooSkewed' });
    expect(ossErrorOf(() => verify(v4Form(), SIGNED_AT + 7 * DAY_MS + 1))).toMatchObject({ ec: '0002-00000709' });
  });

  it.each(['x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-security-token'])(
    'refuses a policy that does not pin %s',
    (name) => {
      const token = name === 'x-oss-security-token' ? { [name]: 'token' } : {};
      expect(ossErrorOf(() => verify(v4Form(token, [name])))).toMatchObject({
        status: 403,
        message: `Invalid according to Policy: Extra input fields: ${name}`,
        ec: '0006-00000228',
      });
    },
  );

  it.each([
    { name: 'the date of another day', change: { 'x-oss-date': '20231204T000000Z' }, ec: '0002-00000709' },
    { name: 'no date', change: { 'x-oss-date': 'today' }, ec: '0002-00000066' },
    {
      name: 'another key',
      change: { 'x-oss-credential': 'other/20231203/cn-hangzhou/oss/aliyun_v4_request' },
      ec: '0002-00000902',
    },
  ])('refuses $name', ({ change, ec }) => {
    expect(ossErrorOf(() => verify(v4Form(change), SIGNED_AT + DAY_MS))).toMatchObject({ ec });
  });

  it('refuses another signature, none, and one for another region', () => {
    expect(ossErrorOf(() => verify(new Map([...v4Form(), ['x-oss-signature', '0']])))).toMatchObject({
      ec: '0002-00000705',
    });
    expect(ossErrorOf(() => verify(new Map([...v4Form(), ['x-oss-signature', '']])))).toMatchObject({
      ec: '0002-00000704',
    });
    expect(ossErrorOf(() => verify(v4Form(), SIGNED_AT, 'cn-beijing'))).toMatchObject({ code: 'InvalidArgument' });
  });
});
