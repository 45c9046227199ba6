import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { errorElements } from '../helpers/error-xml.ts';

describe('requests that mean no good', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, anonymous: true, buckets: ['bucket'] });
  });
  afterAll(() => simulator.stop());
  afterEach(async () => {
    // Whatever came: the next one is served.
    expect((await fetch(`${simulator.url}/bucket/alive`, { method: 'PUT', body: 'x' })).status).toBe(200);
  });

  /** Writes octets and reads what comes back until the simulator hangs up. */
  const send = (octets: string): Promise<string> => {
    const socket = connect(simulator.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(octets, 'latin1');
    return text(socket);
  };
  const get = (target: string, ...headers: string[]): Promise<string> =>
    send([`GET ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''].join('\r\n'));

  it.each([
    { name: 'a bad escape in the key', target: '/bucket/%zz', code: 'InvalidObjectName' },
    { name: 'a key that is not UTF-8', target: '/bucket/%ff', code: 'InvalidObjectName' },
    { name: 'a key that begins with a slash', target: '/bucket//k', code: 'InvalidObjectName' },
    { name: 'a key of 1024 octets', target: `/bucket/${'k'.repeat(1024)}`, code: 'InvalidObjectName' },
    { name: 'a bad escape in the query', target: '/bucket/k?a=%', code: 'InvalidArgument' },
    { name: 'a bucket with a bad name', target: '/Bucket/k', code: 'InvalidBucketName' },
    { name: 'a bucket called ..', target: '/../k', code: 'InvalidBucketName' },
    { name: 'an unknown bucket', target: '/other/k', code: 'NoSuchBucket' },
    { name: 'a bucket called like a property of all objects', target: '/constructor/k', code: 'NoSuchBucket' },
    { name: 'no bucket', target: '/', code: 'NotImplemented' },
    { name: 'an operation that is not simulated', target: '/bucket/k?acl', code: 'NotImplemented' },
    { name: 'a fetch that is not simulated', target: '/bucket?asyncFetch', code: 'NotImplemented' },
    { name: 'image processing', target: '/bucket/k?x-oss-process=image/info', code: 'NotImplemented' },
    { name: 'too many keys', target: '/bucket?max-keys=1001', code: 'InvalidArgument' },
    { name: 'a token of no listing', target: '/bucket?list-type=2&continuation-token=%20', code: 'InvalidArgument' },
    { name: 'an unknown encoding', target: '/bucket?encoding-type=rot13', code: 'InvalidArgument' },
    { name: 'a whole URL, as to a proxy', target: 'http://evil.example.com/bucket/none', code: 'NoSuchKey' },
    { name: 'a climb out of the folder', target: '/bucket/../../etc/passwd', code: 'NoSuchKey' },
  ])('answers $name with $code', async ({ target, code }) => {
    expect(await get(target)).toContain(`<Code>${code}</Code>`);
  });

  it('makes buckets that may be, and removes none', async () => {
    const ask = async (method: string, bucket: string) =>
      (await fetch(`${simulator.url}/${bucket}`, { method })).status;
    expect(await ask('PUT', 'bucket')).toBe(200);
    expect(await ask('PUT', 'other')).toBe(404);
    expect(await ask('DELETE', 'bucket')).toBe(501);
  });

  it('answers an unknown method with 405, and none of HTTP with 400', async () => {
    expect(await send('PATCH /bucket/k HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(
      '405 Method Not Allowed',
    );
    expect(await send('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('refuses heads of more than 64 KiB', async () => {
    expect(await get('/bucket/k', `X-Large: ${'x'.repeat(70_000)}`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    { name: 'no XML', body: 'x' },
    { name: 'half an XML', body: '<CompleteMultipartUpload><Part>' },
    { name: 'another document', body: '<Other/>' },
    { name: 'no parts', body: '<CompleteMultipartUpload/>' },
    {
      name: 'a part without a number',
      body: '<CompleteMultipartUpload><Part><ETag>x</ETag></Part></CompleteMultipartUpload>',
    },
    {
      name: 'entities of its own',
      body: '<!DOCTYPE a [<!ENTITY b "c">]><CompleteMultipartUpload>&b;</CompleteMultipartUpload>',
    },
    { name: '3 MB', body: `<CompleteMultipartUpload>${' '.repeat(3_000_000)}</CompleteMultipartUpload>` },
  ])('answers $name in place of a list of parts with MalformedXML', async ({ body }) => {
    const begun = await fetch(`${simulator.url}/bucket/multi?uploads`, { method: 'POST' });
    const { UploadId = '' } = await errorElements(begun);
    const done = await fetch(`${simulator.url}/bucket/multi?uploadId=${UploadId}`, { method: 'POST', body });
    expect([done.status, (await errorElements(done))['Code']]).toStrictEqual([400, 'MalformedXML']);
    // The upload is still there to be completed, or aborted.
    expect((await fetch(`${simulator.url}/bucket/multi?uploadId=${UploadId}`, { method: 'DELETE' })).status).toBe(204);
  });

  it.each(['0', '10001', '-1', '1.5', 'x', ''])('refuses part number %j', async (number) => {
    const response = await fetch(`${simulator.url}/bucket/k?uploadId=1&partNumber=${number}`, {
      method: 'PUT',
      body: 'x',
    });
    expect((await errorElements(response))['Code']).toBe('InvalidArgument');
  });

  it('refuses a body whose MD5 is not the one stated, and keeps nothing of it', async () => {
    const headers = { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' };
    const put = (body: string) => fetch(`${simulator.url}/bucket/md5`, { method: 'PUT', body, headers });
    const response = await put('other');
    expect((await errorElements(response))['Code']).toBe('InvalidDigest');
    expect((await fetch(`${simulator.url}/bucket/md5`)).status).toBe(404);
    expect((await put('hello')).status).toBe(200);
  });

  it('refuses 5 GB and a byte before a byte is sent', async () => {
    const reply = await send(
      'PUT /bucket/large HTTP/1.1\r\nHost: a\r\nContent-Length: 5368709121\r\nConnection: close\r\n\r\n',
    );
    expect(reply).toContain('<Code>EntityTooLarge</Code>');
  });

  it('keeps nothing of an upload that is cut off', async () => {
    const socket = connect(simulator.port, '127.0.0.1');
    socket.write('PUT /bucket/cut HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf');
    await new Promise<void>((resolve) => {
      const stop = simulator.spy.listen((event) => {
        if (event.type !== 'request' || event.key !== 'cut') return;
        stop();
        socket.destroy();
        socket.once('close', () => {
          resolve();
        });
      });
    });
    expect((await fetch(`${simulator.url}/bucket/cut`)).status).toBe(404);
  });

  it('does not overwrite where x-oss-forbid-overwrite says so', async () => {
    const put = (body: string) =>
      fetch(`${simulator.url}/bucket/once`, { method: 'PUT', body, headers: { 'x-oss-forbid-overwrite': 'true' } });
    expect((await put('first')).status).toBe(200);
    expect((await errorElements(await put('second')))['Code']).toBe('FileAlreadyExists');
    expect(await (await fetch(`${simulator.url}/bucket/once`)).text()).toBe('first');
    const { UploadId = '' } = await errorElements(
      await fetch(`${simulator.url}/bucket/once?uploads`, { method: 'POST' }),
    );
    const upload = `${simulator.url}/bucket/once?uploadId=${UploadId}`;
    await fetch(`${upload}&partNumber=1`, { method: 'PUT', body: 'third' });
    const headers = { 'x-oss-forbid-overwrite': 'true', 'x-oss-complete-all': 'yes' };
    const completed = await errorElements(await fetch(upload, { method: 'POST', headers }));
    expect(completed).toMatchObject({ Code: 'FileAlreadyExists', EC: '0042-00000214' });
    expect(await (await fetch(`${simulator.url}/bucket/once`)).text()).toBe('first');
  });

  it('puts the error of a HEAD into its headers', async () => {
    const response = await fetch(`${simulator.url}/bucket/none`, { method: 'HEAD' });
    const xml = Buffer.from(response.headers.get('x-oss-err') ?? '', 'base64').toString();
    expect(xml).toContain('<Code>NoSuchKey</Code>');
  });

  it("lets this machine's pages ask first, and read what the upload gives", async () => {
    const headers = {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-oss-callback,content-type',
    };
    const asked = await fetch(`${simulator.url}/bucket/k`, { method: 'OPTIONS', headers });
    expect([asked.status, Object.fromEntries(asked.headers)]).toStrictEqual([
      200,
      expect.objectContaining({
        'access-control-allow-origin': 'http://localhost:5173',
        'access-control-allow-headers': 'x-oss-callback,content-type',
      }),
    ]);
    const { origin } = headers;
    const put = await fetch(`${simulator.url}/bucket/k`, { method: 'PUT', body: 'x', headers: { origin } });
    expect(put.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  it.each(['https://evil.example.com', 'null', 'http://localhost.evil.com', 'http://127.0.0.1.evil.com'])(
    'lets no page of %s read anything',
    async (origin) => {
      const response = await fetch(`${simulator.url}/bucket/k`, { method: 'OPTIONS', headers: { origin } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('does not answer to a name that a stranger may have pointed here', async () => {
    const reply = await send('GET /bucket/alive HTTP/1.1\r\nHost: rebound.example.com\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 403 [^]*does not answer to rebound\.example\.com/);
  });
});
