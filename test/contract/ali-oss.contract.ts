import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createOssClient, failureOf, type OssAddress, type OssCallback } from '../helpers/oss-client.ts';

/** An OSS to be tested, real or not. */
export interface OssUnderTest {
  readonly address: OssAddress;
  /** A callback server that answers `{"Status":"OK"}` to what OSS has signed. */
  readonly callbackUrl: string;
  /** A callback server that answers with status 404. */
  readonly missingUrl: string;
  /** Put before every key, so that runs do not meet. */
  readonly prefix: string;
  readonly stop: () => Promise<void>;
}

const BODY =
  'bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&mimeType=${mimeType}&crc64=${crc64}' +
  '&contentMd5=${contentMd5}&reqId=${reqId}&operation=${operation}&my_var=${x:my_var}';
const HELLO = { etag: '"5D41402ABC4B2A76B9719D911017C592"', crc64: '11177612005948864433' };

/** What ali-oss expects of an OSS: uploads with callback, in every way that it knows, and the errors it makes of refusals. */
export function testAliOss(name: string, open: () => Promise<OssUnderTest>): void {
  describe.each([
    { signature: 'V1', v4: false },
    { signature: 'V4', v4: true },
  ])(`ali-oss with $signature signatures against ${name}`, ({ v4 }) => {
    let oss: OssUnderTest;
    const client = () => createOssClient(oss.address, { v4 });
    const key = (rest: string): string => `${oss.prefix}${v4 ? 'v4' : 'v1'}/${rest}`;
    const callback = (more: Partial<OssCallback> = {}): OssCallback => ({ url: oss.callbackUrl, body: BODY, ...more });
    beforeAll(async () => {
      oss = await open();
    });
    afterAll(() => oss.stop());

    it('puts an object and gives it back with what the upload said of it', async () => {
      const put = await client().put(key('a/b 中+~!.txt'), Buffer.from('hello'), { meta: { who: 'me' } });
      expect(put.res.status).toBe(200);
      expect(put.res.headers).toMatchObject({ etag: HELLO.etag, 'x-oss-hash-crc64ecma': HELLO.crc64 });
      expect(put.res.headers['x-oss-request-id']).toMatch(/^[0-9A-F]{24}$/);
      const got = await client().get(key('a/b 中+~!.txt'));
      expect(got.content?.toString()).toBe('hello');
      const head = await client().head(key('a/b 中+~!.txt'));
      expect(head.meta).toStrictEqual({ who: 'me' });
      expect(head.res.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': '5' });
      const meta = await client().getObjectMeta(key('a/b 中+~!.txt'));
      expect(meta.res.headers).toMatchObject({ etag: HELLO.etag, 'content-length': '5' });
    });

    it('gives the answer of the callback server to put, with custom variables', async () => {
      const put = await client().put(key('put.txt'), Buffer.from('hello'), {
        callback: callback({ customValue: { my_var: 'a b&c' } }),
      });
      expect(put.data).toStrictEqual({ Status: 'OK' });
      expect(put.res.headers).toMatchObject({
        etag: HELLO.etag,
        'x-oss-hash-crc64ecma': HELLO.crc64,
        'content-type': 'application/json',
      });
    });

    it('gives the answer of the callback server to putStream, of unknown length too', async () => {
      const put = await client().putStream(key('stream.txt'), Readable.from([Buffer.from('hel'), Buffer.from('lo')]), {
        callback: callback(),
      });
      expect(put.data).toStrictEqual({ Status: 'OK' });
      expect(put.res.headers['etag']).toBe(HELLO.etag);
    });

    it('gives the answer of the callback server to multipartUpload in place of its XML', async () => {
      const content = Buffer.alloc(250_000, 'x');
      const upload = await client().multipartUpload(key('multi.bin'), content, {
        partSize: 102_400,
        callback: callback({
          body: '{"object":${object},"size":${size},"my":${x:my_var}}',
          contentType: 'application/json',
          customValue: { my_var: '"quoted"' },
        }),
      });
      expect(upload.data).toStrictEqual({ Status: 'OK' });
      expect(upload.etag).toMatch(/^"[0-9A-F]{32}-3"$/);
      const got = await buffer((await client().getStream(key('multi.bin'))).stream);
      expect(got.equals(content)).toBe(true);
    });

    it('completes a multipart upload without callback', async () => {
      const upload = await client().multipartUpload(key('plain.bin'), Buffer.alloc(250_000), { partSize: 102_400 });
      expect(upload.res.status).toBe(200);
      expect(upload.etag).toMatch(/^"[0-9A-F]{32}-3"$/);
    });

    it('lists, replaces and aborts parts', async () => {
      const { uploadId } = await client().initMultipartUpload(key('parts.bin'));
      const part = Buffer.alloc(102_400);
      await client().uploadPart(key('parts.bin'), uploadId, 1, part, 0, part.length);
      await client().uploadPart(key('parts.bin'), uploadId, 2, part, 0, part.length);
      await client().uploadPart(key('parts.bin'), uploadId, 2, Buffer.from('last'), 0, 4);
      const { parts } = await client().listParts(key('parts.bin'), uploadId);
      expect(parts.map(({ PartNumber }) => PartNumber)).toStrictEqual(['1', '2']);
      const { uploads } = await client().listUploads({ prefix: key('parts.bin') });
      expect(uploads.map((upload) => upload.uploadId)).toContain(uploadId);
      await client().abortMultipartUpload(key('parts.bin'), uploadId);
      const gone = await failureOf(client().listParts(key('parts.bin'), uploadId));
      expect(gone).toMatchObject({ status: 404, code: 'NoSuchUpload' });
    });

    it('refuses parts out of order, unknown parts and small ones', async () => {
      const { uploadId } = await client().initMultipartUpload(key('bad.bin'));
      const part = await client().uploadPart(key('bad.bin'), uploadId, 1, Buffer.from('small'), 0, 5);
      await client().uploadPart(key('bad.bin'), uploadId, 2, Buffer.from('small'), 0, 5);
      const complete = (parts: readonly { number: number; etag: string }[]) =>
        failureOf(client().completeMultipartUpload(key('bad.bin'), uploadId, parts));
      const etag = part.etag ?? '';
      expect(await complete([{ number: 1, etag: '"0"' }])).toMatchObject({ status: 400, code: 'InvalidPart' });
      expect(await complete([1, 2].map((number) => ({ number, etag })))).toMatchObject({ code: 'EntityTooSmall' });
      await client().abortMultipartUpload(key('bad.bin'), uploadId);
    });

    it('lists objects by prefix and delimiter, page by page', async () => {
      for (const name of ['1', '2', 'sub/3', 'sub/4', '5']) await client().put(key(`list/${name}`), Buffer.from(name));
      const first = await client().listV2({ prefix: key('list/'), delimiter: '/', 'max-keys': '2' });
      expect(first.objects.map((object) => object.name)).toStrictEqual([key('list/1'), key('list/2')]);
      expect(first.isTruncated).toBe(true);
      const second = await client().listV2({
        prefix: key('list/'),
        delimiter: '/',
        'continuation-token': first.nextContinuationToken,
      });
      expect(second.objects.map((object) => object.name)).toStrictEqual([key('list/5')]);
      expect(second.prefixes).toStrictEqual([key('list/sub/')]);
      const old = await client().list({ prefix: key('list/'), 'max-keys': '3' });
      expect(old.objects.map(({ size }) => size)).toStrictEqual([1, 1, 1]);
      expect(old.nextMarker).toBe(key('list/5'));
    });

    it('deletes one object and several, be they there or not', async () => {
      for (const name of ['1', '2', '3']) await client().put(key(`delete/${name}`), Buffer.from(name));
      expect((await client().delete(key('delete/1'))).res.status).toBe(204);
      const { deleted } = await client().deleteMulti([key('delete/2'), key('delete/3'), key('delete/4')]);
      expect(deleted).toHaveLength(3);
      const { keyCount } = await client().listV2({ prefix: key('delete/') });
      expect(keyCount).toBe(0);
    });

    it('makes CallbackFailedError of a 203, and keeps the object', async () => {
      const failure = await failureOf(
        client().put(key('failed.txt'), Buffer.from('kept'), { callback: callback({ url: oss.missingUrl }) }),
      );
      expect(failure).toMatchObject({
        name: 'CallbackFailedError',
        code: 'CallbackFailed',
        status: 203,
        ecCode: '0007-00000203',
        message: 'Error status : 404.',
      });
      expect(failure.requestId).toMatch(/^[0-9A-F]{24}$/);
      expect((await client().get(key('failed.txt'))).content?.toString()).toBe('kept');
    });

    it('makes InvalidArgumentError of refused parameters, and stores nothing', async () => {
      const failure = await failureOf(
        client().put(key('refused.txt'), Buffer.from('x'), { callback: callback({ body: 'object=$(object)' }) }),
      );
      expect(failure).toMatchObject({
        name: 'InvalidArgumentError',
        status: 400,
        ecCode: '0007-00000105',
        message: 'Left brace must be adjacent to dollar sign.',
      });
      const missing = await failureOf(client().head(key('refused.txt')));
      expect(missing).toMatchObject({ status: 404, code: 'NoSuchKey' });
    });

    it('tells a wrong secret and an unknown key id apart', async () => {
      const { bucket, endpoint, region, accessKeyId } = oss.address;
      const wrong = createOssClient({ bucket, endpoint, region, accessKeyId, accessKeySecret: 'wrong' }, { v4 });
      expect(await failureOf(wrong.put(key('x'), Buffer.from('x')))).toMatchObject({
        status: 403,
        code: 'SignatureDoesNotMatch',
      });
      const unknown = createOssClient({ ...oss.address, accessKeyId: 'nobody' }, { v4 });
      expect(await failureOf(unknown.get(key('x')))).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    });

    it('takes uploads by presigned URL, the callback in its query', async () => {
      const url = v4
        ? await client().signatureUrlV4('PUT', 60, { queries: queryCallback(oss.callbackUrl) }, key('signed.txt'))
        : client().signatureUrl(key('signed.txt'), {
            method: 'PUT',
            callback: callback({ customValue: { my_var: 'v' } }),
          });
      const response = await fetch(url, { method: 'PUT', body: Buffer.from('hello') });
      expect([response.status, await response.text()]).toStrictEqual([200, '{"Status":"OK"}']);
      expect(response.headers.get('etag')).toBe(HELLO.etag);
      const tampered = await fetch(url.replace('signed.txt', 'other.txt'), {
        method: 'PUT',
        body: Buffer.from('hello'),
      });
      expect(tampered.status).toBe(403);
    });

    it('takes uploads by form', async () => {
      const form = formOf(oss.address, client(), { key: key('form.txt'), callbackUrl: oss.callbackUrl, v4 });
      const response = await fetch(formUrl(oss.address), { method: 'POST', body: form });
      expect([response.status, await response.text()]).toStrictEqual([200, '{"Status":"OK"}']);
      expect((await client().get(key('form.txt'))).content?.toString()).toBe('hello');
    });
  });
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64');

function queryCallback(callbackUrl: string): Record<string, string> {
  return {
    callback: encode({ callbackUrl, callbackBody: BODY }),
    'callback-var': encode({ 'x:my_var': 'v' }),
  };
}

function formUrl({ endpoint, bucket }: OssAddress): string {
  return endpoint.includes('localhost') ? `${endpoint}/${bucket}` : endpoint.replace('://', `://${bucket}.`);
}

interface FormOptions {
  readonly key: string;
  readonly callbackUrl: string;
  readonly v4: boolean;
}

function formOf(
  { accessKeyId, bucket, region }: OssAddress,
  client: ReturnType<typeof createOssClient>,
  { key, callbackUrl, v4 }: FormOptions,
): FormData {
  const now = new Date();
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const pinned = v4
    ? {
        'x-oss-signature-version': 'OSS4-HMAC-SHA256',
        'x-oss-credential': `${accessKeyId}/${time.slice(0, 8)}/${region.replace('oss-', '')}/oss/aliyun_v4_request`,
        'x-oss-date': time,
      }
    : {};
  const callback = encode({ callbackUrl, callbackBody: BODY });
  const policy = {
    expiration: new Date(now.getTime() + 60_000).toISOString(),
    conditions: [
      { bucket },
      ['starts-with', '$key', key],
      ['content-length-range', 1, 100],
      { callback },
      ...Object.entries(pinned).map(([name, value]) => ({ [name]: value })),
    ],
  };
  const signed = v4
    ? { policy: encode(policy), 'x-oss-signature': client.signPostObjectPolicyV4(policy, now) }
    : client.calculatePostSignature(policy);
  const form = new FormData();
  const fields = { ...pinned, ...signed, key, callback, 'x:my_var': 'v', success_action_status: '200' };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'form.txt');
  return form;
}
