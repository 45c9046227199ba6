import OSS from 'ali-oss';
import { presignPut, type PutUpload } from '../../lib/upload-policy/presign-put.ts';

const CREDENTIALS = { accessKeyId: 'test-id', accessKeySecret: 'test-secret' };
const UPLOAD: PutUpload = {
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  bucket: 'my-uploads',
  region: 'cn-hangzhou',
  credentials: CREDENTIALS,
  object: "photos/a b+c'(1)*!~中.png",
  contentType: 'image/png',
  callback: 'eyJjYWxsYmFja1VybCI6IngifQ+/==',
  now: Date.UTC(2026, 10, 22),
  expiresInSeconds: 900,
};

/** What ali-oss signs for the same upload; it takes the time from the clock, so ours is asked for that same second. */
async function reference(upload: PutUpload): Promise<{ theirs: URL; now: number }> {
  const { credentials, callback, vars, contentType = 'application/octet-stream', size } = upload;
  const client = new OSS({
    ...credentials,
    ...(credentials.securityToken === undefined ? {} : temporary(credentials.securityToken)),
    region: 'oss-cn-hangzhou',
    bucket: 'my-uploads',
  });
  const queries = {
    callback,
    ...(vars && { 'callback-var': Buffer.from(JSON.stringify(vars)).toString('base64') }),
  };
  const headers = { 'Content-Type': contentType, ...(size !== undefined && { 'Content-Length': String(size) }) };
  const additional = size === undefined ? [] : ['content-length'];
  const url = await client.signatureUrlV4('PUT', 900, { headers, queries }, upload.object, additional);
  const theirs = new URL(url);
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(theirs.searchParams.get('x-oss-date') ?? '') ?? [];
  return { theirs, now: Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) };
}

function temporary(stsToken: string): Partial<OSS.Options> {
  const token = { ...CREDENTIALS, stsToken };
  return { stsToken, refreshSTSTokenInterval: 3_600_000, refreshSTSToken: () => Promise.resolve(token) };
}

const sorted = (url: URL): [string, string][] => [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1));

describe('presignPut', () => {
  it.each<[string, Partial<PutUpload>]>([
    ['an odd key and a pinned callback', {}],
    ['custom variables', { vars: { 'x:user': '42', 'x:note': '中 &' } }],
    ['a pinned size', { size: 1_234 }],
    ['temporary credentials', { credentials: { ...CREDENTIALS, securityToken: 'a+b/c=' } }],
    ['no type given', { contentType: undefined }],
  ])('signs as ali-oss does: %s', async (_name, options) => {
    const upload = { ...UPLOAD, ...options };
    const { theirs, now } = await reference(upload);
    const ours = new URL(presignPut({ ...upload, now }).url);

    expect(sorted(ours)).toEqual(sorted(theirs));
    expect(ours.hostname).toBe(theirs.hostname);
    expect(decodeURIComponent(ours.pathname)).toBe(`/${upload.object}`);
  });

  it('says what to send and until when', () => {
    expect(presignPut(UPLOAD)).toMatchObject({
      method: 'PUT',
      headers: { 'Content-Type': 'image/png' },
      expiresAt: '2026-11-22T00:15:00.000Z',
    });
    expect(presignPut({ ...UPLOAD, contentType: undefined }).headers).toEqual({
      'Content-Type': 'application/octet-stream',
    });
  });

  it('escapes the query so that OSS reads what was signed', () => {
    const { url } = presignPut(UPLOAD);
    expect(url).toContain('callback=eyJjYWxsYmFja1VybCI6IngifQ%2B%2F%3D%3D&');
    expect(url).toContain('/photos/a%20b%2Bc%27%281%29%2A%21~%E4%B8%AD.png?');
  });
});
