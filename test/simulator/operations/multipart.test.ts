import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';
import { goodAnswer, startCallbackServer } from '../../helpers/callback-server.ts';
import { errorElements } from '../../helpers/error-xml.ts';
import { base64 } from '../../helpers/put-with-callback.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

describe('a multipart upload', () => {
  let simulator: Simulator;
  let object = '';
  let uploadId = '';
  const folder = tempDir();
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, anonymous: true, folder });
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    object = `${simulator.url}/bucket/multi`;
    await fetch(object, { method: 'DELETE' });
    const headers = { 'content-type': 'video/mp4', 'x-oss-meta-a': 'b' };
    const begun = await errorElements(await fetch(`${object}?uploads`, { method: 'POST', headers }));
    uploadId = begun['UploadId'] ?? '';
  });

  const part = async (number: number, body: string): Promise<string> => {
    const response = await fetch(`${object}?uploadId=${uploadId}&partNumber=${number}`, { method: 'PUT', body });
    return response.headers.get('etag') ?? '';
  };
  const complete = (parts: readonly (readonly [number, string])[], headers: Readonly<Record<string, string>> = {}) => {
    const list = parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
    return fetch(`${object}?uploadId=${uploadId}`, { method: 'POST', body, headers });
  };
  const large = 'x'.repeat(102_400);

  it('joins the parts that are named, in the type that it was begun with', async () => {
    const first = await part(2, large);
    await part(3, 'left out');
    await part(7, 'replaced');
    const last = await part(7, 'last');
    const done = await complete([
      [2, first],
      [7, last],
    ]);
    const { Location, Bucket, Key, ETag = '' } = await errorElements(done);
    expect({ Location, Bucket, Key }).toStrictEqual({ Location: object, Bucket: 'bucket', Key: 'multi' });
    expect(ETag).toMatch(/^"[0-9A-F]{32}-2"$/);
    const got = await fetch(object);
    expect(await got.text()).toBe(`${large}last`);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      etag: ETag,
      'content-type': 'video/mp4',
      'x-oss-meta-a': 'b',
      'x-oss-object-type': 'Multipart',
    });
    expect(got.headers.get('content-md5')).toBeNull();
  });

  it('keeps no octets of parts that were replaced, left out or aborted', async () => {
    const blobs = () => readdirSync(join(folder, 'blobs'));
    const before = blobs().length;
    await part(1, 'first');
    await part(1, 'second');
    await part(2, 'left out');
    expect(blobs()).toHaveLength(before + 2);
    await complete([[1, await part(1, 'third')]]);
    expect(blobs()).toHaveLength(before + 1);
    await fetch(object, { method: 'DELETE' });
    expect(blobs()).toHaveLength(before);
    const begun = await errorElements(await fetch(`${object}?uploads`, { method: 'POST' }));
    uploadId = begun['UploadId'] ?? '';
    await part(1, 'aborted');
    await fetch(`${object}?uploadId=${uploadId}`, { method: 'DELETE' });
    expect(blobs()).toHaveLength(before);
  });

  it('joins all parts where no list is wanted', async () => {
    await part(2, 'last');
    await part(1, large);
    const done = await fetch(`${object}?uploadId=${uploadId}`, {
      method: 'POST',
      headers: { 'x-oss-complete-all': 'yes' },
    });
    expect(done.status).toBe(200);
    expect(await (await fetch(object)).text()).toBe(`${large}last`);
  });

  it('is completed once, though two ask at the same time', async () => {
    const etag = await part(1, 'only');
    const both = await Promise.all([complete([[1, etag]]), complete([[1, etag]])]);
    expect(both.map(({ status }) => status).sort()).toStrictEqual([200, 404]);
  });

  it('gives no MD5 and the whole size to its callback, whose answer takes the place of the XML', async () => {
    const server = await startCallbackServer();
    server.answerWith(goodAnswer('{"a":"b"}'));
    const callback = {
      callbackUrl: server.url,
      callbackBody: 'md5=${contentMd5}&size=${size}&op=${operation}&type=${mimeType}',
    };
    const done = await complete([[1, await part(1, 'hello')]], { 'x-oss-callback': base64(callback) });
    expect(await done.text()).toBe('{"a":"b"}');
    expect(server.requests[0]?.body).toBe('md5=&size=5&op=CompleteMultipartUpload&type=video%2Fmp4');
    await server.stop();
  });

  it('can be completed again after its callback was refused, for nothing has happened yet', async () => {
    const etag = await part(1, 'hello');
    const refused = await complete([[1, etag]], { 'x-oss-callback': 'nonsense!' });
    expect(refused.status).toBe(400);
    expect((await complete([[1, etag]])).status).toBe(200);
  });

  it('refuses parts out of order, and parts for another key', async () => {
    const etag = await part(1, 'x');
    const disordered = await complete([
      [2, etag],
      [1, etag],
    ]);
    expect((await errorElements(disordered))['Code']).toBe('InvalidPartOrder');
    const twice = await complete([
      [1, etag],
      [1, etag],
    ]);
    expect((await errorElements(twice))['Code']).toBe('InvalidPartOrder');
    const elsewhere = await fetch(`${simulator.url}/bucket/other?uploadId=${uploadId}&partNumber=1`, {
      method: 'PUT',
      body: 'x',
    });
    expect((await errorElements(elsewhere))['Code']).toBe('NoSuchUpload');
  });

  it('lists its parts page by page', async () => {
    for (const number of [1, 2, 3]) await part(number, 'x');
    const page = async (query: string) => errorElements(await fetch(`${object}?uploadId=${uploadId}&${query}`));
    expect(await page('max-parts=2')).toMatchObject({ NextPartNumberMarker: '2', IsTruncated: 'true' });
    expect(await page('max-parts=2&part-number-marker=2')).toMatchObject({
      NextPartNumberMarker: '3',
      IsTruncated: 'false',
    });
    expect((await page('max-parts=x'))['Code']).toBe('InvalidArgument');
  });
});
