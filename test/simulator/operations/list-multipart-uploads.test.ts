import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';
import { createOssClient, failureOf, type OssClient } from '../../helpers/oss-client.ts';

interface Begun {
  readonly name: string;
  readonly uploadId: string;
}

describe('the listing of multipart uploads', () => {
  let simulator: Simulator;
  let client: OssClient;
  let begun: readonly Begun[] = [];
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, anonymous: true });
    const address = { ...simulator.credentials, region: 'oss-cn-hangzhou', bucket: 'uploads' };
    client = createOssClient({ ...address, endpoint: `http://localhost:${simulator.port}` });
    const all: Begun[] = [];
    for (const name of ['f', 'd/2', 'a', 'a', 'e/1', 'a', 'd/1', '\u{1F600}', '\uFFFD']) {
      const { uploadId } = await client.initMultipartUpload(name);
      all.push({ name, uploadId });
    }
    begun = all.sort(
      (a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || (a.uploadId < b.uploadId ? -1 : 1),
    );
  });
  afterAll(() => simulator.stop());

  it('has all of up to 1000 on one page, sorted by the octets of key and id', async () => {
    const { uploads, isTruncated, nextKeyMarker, nextUploadIdMarker } = await client.listUploads({});
    expect(uploads.map(({ name, uploadId }) => ({ name, uploadId }))).toStrictEqual(begun);
    expect(isTruncated).toBe(false);
    expect({ name: nextKeyMarker, uploadId: nextUploadIdMarker }).toStrictEqual(begun.at(-1));
  });

  it.each([1, 2, 3, 4, 9])('tells each upload once on pages of %i', async (size) => {
    const told: string[] = [];
    let pages = 0;
    for (let markers: object | undefined = {}; markers && pages < 10; pages += 1) {
      const page = await client.listUploads({ 'max-uploads': size, ...markers });
      expect(page.uploads.length).toBeLessThanOrEqual(size);
      told.push(...page.uploads.map(({ uploadId }) => uploadId));
      const next = { 'key-marker': page.nextKeyMarker, 'upload-id-marker': page.nextUploadIdMarker };
      markers = page.isTruncated ? next : undefined;
    }
    expect(told).toStrictEqual(begun.map(({ uploadId }) => uploadId));
    expect(pages).toBe(Math.ceil(begun.length / size));
  });

  // ali-oss shows no prefixes, and decodes nothing.
  const listed = async (query: string): Promise<string> =>
    (await fetch(`${simulator.url}/uploads?uploads&${query}`)).text();
  const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
  const names = async (query: object): Promise<string[]> =>
    (await client.listUploads(query)).uploads.map(({ name }) => name);

  it('goes on behind a key where no id is given, and does not look at an id without a key', async () => {
    expect(await names({ 'key-marker': 'a', prefix: 'd/' })).toStrictEqual(['d/1', 'd/2']);
    expect(await names({ 'key-marker': 'd/1', 'max-uploads': 2 })).toStrictEqual(['d/2', 'e/1']);
    expect(await names({ 'upload-id-marker': 'F'.repeat(32), prefix: 'a' })).toStrictEqual(['a', 'a', 'a']);
  });

  it('tells each key and prefix once with a delimiter, whatever page it ends', async () => {
    for (const size of [1, 2, 3, 4]) {
      const told: string[] = [];
      let next = '';
      for (let page = 0; page < 10; page += 1) {
        const data = await listed(`delimiter=/&max-uploads=${size}${next}`);
        const keys = all(data, /<Key>(.*?)</g);
        const prefixes = all(data, /<CommonPrefixes>\s*<Prefix>(.*?)</g);
        expect(keys.length + prefixes.length).toBeLessThanOrEqual(size);
        told.push(...keys, ...prefixes);
        if (!data.includes('<IsTruncated>true<')) break;
        const [key = ''] = all(data, /<NextKeyMarker>(.*?)</g);
        const [id = ''] = all(data, /<NextUploadIdMarker>(.*?)</g);
        next = `&key-marker=${encodeURIComponent(key)}&upload-id-marker=${id}`;
      }
      expect(told.sort()).toStrictEqual(['a', 'a', 'a', 'd/', 'e/', 'f', '\u{1F600}', '\uFFFD'].sort());
    }
  });

  it('writes keys percent-encoded where asked', async () => {
    const data = await listed('encoding-type=url&prefix=d/&key-marker=d/1&delimiter=%2B');
    expect(data).toContain('<Key>d%2F2</Key>');
    expect(data).toContain('<KeyMarker>d%2F1</KeyMarker>');
    expect(data).toContain('<NextKeyMarker>d%2F2</NextKeyMarker>');
    expect(data).toContain('<Delimiter>%2B</Delimiter>');
    expect(data).toContain('<Prefix>d%2F</Prefix>');
  });

  it.each(['0', '1001', 'x', ''])('refuses "%s" as the length of a page', async (size) => {
    const error = await failureOf(client.listUploads({ 'max-uploads': size }));
    expect(error).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });
});
