import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { createOssClient, failureOf } from '../helpers/oss-client.ts';

describe('how a request names its bucket', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({
      port: 0,
      anonymous: true,
      domains: { 'files.example.com': 'my-bucket', 'oss.example.com': '' },
    });
    await fetch(`${simulator.url}/my-bucket/a%20b.txt`, { method: 'PUT', body: 'x' });
  });
  afterAll(() => simulator.stop());

  it('takes the Host header that ali-oss sends to an IP address', async () => {
    const client = createOssClient({
      ...simulator.credentials,
      endpoint: simulator.url,
      region: 'oss-cn-hangzhou',
      bucket: 'my-bucket',
    });
    await expect(client.get('a b.txt')).resolves.toMatchObject({ content: Buffer.from('x') });
  });

  it.each([
    { name: 'a path at an address', host: '127.0.0.1', path: '/my-bucket/a%20b.txt' },
    { name: 'a path at localhost', host: 'localhost', path: '/my-bucket/a%20b.txt' },
    { name: "a path at OSS's own host", host: 'oss-cn-hangzhou.aliyuncs.com', path: '/my-bucket/a%20b.txt' },
    { name: "a bucket's host below localhost", host: 'my-bucket.localhost', path: '/a%20b.txt' },
    { name: "a bucket's host at OSS", host: 'my-bucket.oss-cn-hangzhou.aliyuncs.com', path: '/a%20b.txt' },
    {
      name: "a bucket's internal host",
      host: 'MY-BUCKET.oss-cn-hangzhou-internal.aliyuncs.com:80',
      path: '/a%20b.txt',
    },
    { name: 'a domain of its own', host: 'files.example.com', path: '/a%20b.txt' },
    { name: 'a path at a domain for all buckets', host: 'oss.example.com', path: '/my-bucket/a%20b.txt' },
    { name: 'a path at the name of a container', host: 'oss:9200', path: '/my-bucket/a%20b.txt' },
    { name: 'a path at the host of a container', host: 'host.docker.internal', path: '/my-bucket/a%20b.txt' },
  ])('takes $name', async ({ host, path }) => {
    await expect(get(simulator.port, host, path)).resolves.toBe('x');
  });
});

describe('a bucket in the host and in the path', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
  });
  afterAll(() => simulator.stop());

  describe.each([{ v4: false }, { v4: true }])('by ali-oss at an IP address, V4 $v4', ({ v4 }) => {
    const client = (sldEnable: boolean) => {
      const { url: endpoint, credentials } = simulator;
      return createOssClient(
        { ...credentials, endpoint, region: 'oss-cn-hangzhou', bucket: 'my-bucket' },
        { v4, sldEnable },
      );
    };

    it('is one bucket with sldEnable', async () => {
      await client(true).put('a b.txt', Buffer.from('x'));
      await expect(client(false).get('a b.txt')).resolves.toMatchObject({ content: Buffer.from('x') });
      await expect(client(true).list({ prefix: 'a b' })).resolves.toMatchObject({ objects: [{ name: 'a b.txt' }] });
    });

    it('is a key that begins like the bucket without it', async () => {
      await client(false).put('my-bucket/y.txt', Buffer.from('y'));
      await expect(client(true).get('my-bucket/y.txt')).resolves.toMatchObject({ content: Buffer.from('y') });
      expect(await failureOf(client(false).get('y.txt'))).toMatchObject({ status: 404, code: 'NoSuchKey' });
    });

    it('is not there where the list of buckets is asked for', async () => {
      expect(await failureOf(client(false).listBuckets())).toMatchObject({ status: 501, code: 'NotImplemented' });
    });
  });
});

async function get(port: number, host: string, path: string): Promise<string> {
  const { request } = await import('node:http');
  const { text } = await import('node:stream/consumers');
  return new Promise((resolve, reject) => {
    request({ port, path, host: '127.0.0.1', headers: { host } }, (response) => {
      resolve(text(response));
    })
      .on('error', reject)
      .end();
  });
}
