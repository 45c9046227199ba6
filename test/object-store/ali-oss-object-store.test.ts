import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAliOssObjectStore } from '../../lib/object-store/ali-oss-object-store.ts';
import type { ObjectStore } from '../../lib/object-store/object-store.ts';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { createOssClient } from '../helpers/oss-client.ts';

const BUCKET = 'my-uploads';
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, buckets: [BUCKET] });
});
afterAll(async () => {
  await simulator.stop();
});

const { signal } = new AbortController();
const storeAt = (endpoint: string, credentials: object = simulator.credentials, timeoutMs = 3_000): ObjectStore =>
  createAliOssObjectStore({
    region: 'cn-hangzhou',
    endpoint,
    credentials: () => Promise.resolve({ ...simulator.credentials, ...credentials }),
    timeoutMs,
  });
const put = (key: string, content: string) =>
  createOssClient({ ...simulator.credentials, endpoint: simulator.url, region: 'oss-cn-hangzhou', bucket: BUCKET }).put(
    key,
    Buffer.from(content),
    { mime: 'text/plain' },
  );

describe('createAliOssObjectStore', () => {
  it('tells of an object as callbacks do', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    await put('a b+c/中&.txt', 'hello');
    const found = await storeAt(simulator.url).head({ bucket: BUCKET, key: 'a b+c/中&.txt' }, signal);
    expect(found).toMatchObject({ etag: '5D41402ABC4B2A76B9719D911017C592', size: 5, mimeType: 'text/plain' });
    expect(found?.lastModified).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['no such object', BUCKET],
    ['no such bucket', 'not-there'],
  ])('finds nothing where there is %s', async (_name, bucket) => {
    expect(await storeAt(simulator.url).head({ bucket, key: 'none' }, signal)).toBeUndefined();
  });

  it('lists page by page, any key that there may be', async () => {
    const keys = ['p/ space', 'p/"', 'p/%41', 'p/+', 'p/<&>', 'p/中', 'p/🎉'];
    for (const key of keys) await put(key, key);
    const store = storeAt(simulator.url);
    const found: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await store.list({ bucket: BUCKET, prefix: 'p/', after, limit: 3 }, signal);
      found.push(...page.objects.map(({ key }) => key));
      if (!page.isTruncated) break;
      after = found.at(-1);
    }
    expect(found).toEqual(keys);
    const [object] = (await store.list({ bucket: BUCKET, prefix: 'p/+', limit: 1 }, signal)).objects;
    const head = await store.head({ bucket: BUCKET, key: 'p/+' }, signal);
    expect(object).toMatchObject({ etag: head?.etag, size: 3 });
    expect(Math.floor((object?.lastModified ?? 0) / 1_000)).toBe((head?.lastModified ?? 0) / 1_000);
    expect(await store.list({ bucket: BUCKET, prefix: 'none/', limit: 3 }, signal)).toEqual({
      objects: [],
      isTruncated: false,
    });
  });

  it('uses temporary credentials', async () => {
    const temporary = await startSimulator({
      port: 0,
      credentials: { ...simulator.credentials, securityToken: 'a+token/=' },
    });
    try {
      const store = storeAt(temporary.url, { securityToken: 'a+token/=' });
      expect(await store.head({ bucket: BUCKET, key: 'none' }, signal)).toBeUndefined();
    } finally {
      await temporary.stop();
    }
  });

  it('says which refusal says nothing of the object', async () => {
    const store = storeAt(simulator.url, { accessKeySecret: 'wrong' });
    await expect(store.head({ bucket: BUCKET, key: 'a' }, signal)).rejects.toMatchObject({
      code: 'ERR_OBJECT_STORE_UNAVAILABLE',
      bucket: BUCKET,
      status: 403,
    });
    await expect(store.list({ bucket: BUCKET, prefix: '', limit: 1 }, signal)).rejects.toMatchObject({
      code: 'ERR_OBJECT_STORE_UNAVAILABLE',
      status: 403,
    });
  });

  it.each<[string, RequestListener]>([
    ['hangs', () => undefined],
    ['breaks off', (request) => request.socket.destroy()],
    ['stumbles', (_request, response) => response.writeHead(503).end()],
    ['answers what is no answer', (_request, response) => response.writeHead(200, { etag: '"A"' }).end()],
  ])('rejects where OSS %s', async (_name, listener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const store = storeAt(`http://127.0.0.1:${port}`, {}, 200);
    await expect(store.head({ bucket: BUCKET, key: 'a' }, signal)).rejects.toMatchObject({
      code: 'ERR_OBJECT_STORE_UNAVAILABLE',
    });
    server.closeAllConnections();
    server.close();
  });

  it('does not wait longer than who asks', async () => {
    const store = storeAt('http://127.0.0.1:9', {}, 60_000);
    const hung = { ...store, head: () => store.head({ bucket: BUCKET, key: 'a' }, AbortSignal.abort()) };
    await expect(hung.head()).rejects.toMatchObject({ code: 'ERR_OBJECT_STORE_UNAVAILABLE' });
  });
});
