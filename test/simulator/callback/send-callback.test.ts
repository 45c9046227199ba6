import { createHash, verify } from 'node:crypto';
import { createServer } from 'node:net';
import { sendCallback } from '../../../lib/simulator/callback/send-callback.ts';
import { goodAnswer, SILENCE, startCallbackServer, type CallbackServer } from '../../helpers/callback-server.ts';
import { LOCALHOST_CERTIFICATE } from '../../helpers/localhost-certificate.ts';
import { sendTestCallback, TEST_BODY, TEST_KEY } from '../../helpers/send-test-callback.ts';

describe(sendCallback, () => {
  let server: CallbackServer;
  beforeEach(async () => {
    server = await startCallbackServer();
  });
  afterEach(() => server.stop());

  it('sends the very octets that OSS sends: those of its documented example of 2018', async () => {
    await sendTestCallback(`http://127.0.0.1:${server.port}`, { host: '47.97.168.53' });
    const [request] = server.requests;
    const lines = request?.head
      .split('\r\n')
      .map((line) => line.replace(/^(Authorization: ).{86}==$/, '$1(88 characters)'));
    expect(lines).toStrictEqual([
      'POST / HTTP/1.1',
      'Host: 47.97.168.53',
      'Connection: close',
      'Content-Length: 76',
      'Authorization: (88 characters)',
      'Content-MD5: eiEMyp7lbL8KStPBzMdr9w==',
      'Content-Type: application/x-www-form-urlencoded',
      'Date: Sat, 15 Sep 2018 10:24:12 GMT',
      'User-Agent: aliyun-oss-callback',
      'x-oss-additional-headers: ',
      'x-oss-bucket: signedcallback',
      'x-oss-owner: 1544709436620439',
      'x-oss-pub-key-url: aHR0cHM6Ly9nb3NzcHVibGljLmFsaWNkbi5jb20vY2FsbGJhY2tfcHViX2tleV92MS5wZW0=',
      'x-oss-request-id: 5B9CDDCC9D2B0CA88AE2BEA1',
      'x-oss-requester: 1544709436620439',
      'x-oss-signature-version: 1.0',
      'x-oss-tag: CALLBACK',
      'eagleeye-rpcid: 0.1',
    ]);
    expect(request?.body).toBe(TEST_BODY);
  });

  it.each([
    { path: '', target: '/', signed: '/' },
    { path: '/', target: '/', signed: '/' },
    { path: '/a/', target: '/a/', signed: '/a/' },
    { path: '/a%20b/%E4%B8%AD?x=%20&y#f', target: '/a%20b/%E4%B8%AD?x=%20&y', signed: '/a b/中?x=%20&y' },
    { path: '/../a//b', target: '/../a//b', signed: '/../a//b' },
    { path: '?only=query', target: '/?only=query', signed: '/?only=query' },
    { path: '/a?', target: '/a?', signed: '/a?' },
    { path: '/a b', target: '/a%20b', signed: '/a b' },
  ])('asks for $target where the URL says "$path", and signs it decoded', async ({ path, target, signed }) => {
    await sendTestCallback(`127.0.0.1:${server.port}${path}`);
    const [request] = server.requests;
    expect(request?.head.split('\r\n')[0]).toBe(`POST ${target} HTTP/1.1`);
    const signature = /^Authorization: (.*)$/m.exec(request?.head ?? '')?.[1] ?? '';
    expect(
      verify('md5', Buffer.from(`${signed}\n${TEST_BODY}`), TEST_KEY.publicKey, Buffer.from(signature, 'base64')),
    ).toBe(true);
    expect(request?.head).toContain(`Content-MD5: ${createHash('md5').update(TEST_BODY).digest('base64')}`);
  });

  it('gives up after the time limit, and tells in which phase', async () => {
    server.answerWith(SILENCE);
    const sent = await sendTestCallback(server.url, { timeoutMs: 100 });
    expect(sent.answer).toMatchObject({ kind: 'timeout', phase: 'reply' });
    expect(sent.verdict).toMatchObject({ ok: false, ec: '0007-00000202', message: 'Cost too long time.' });
    expect(sent.elapsedMs).toBeGreaterThanOrEqual(95);
  });

  it('gives up a server that sends its answer drop by drop', async () => {
    server.answerWith('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n');
    const slow = createServer((socket) => {
      const timer = setInterval(() => socket.write('X-A: b\r\n'), 20);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          clearInterval(timer);
        });
      socket.write('HTTP/1.1 200 OK\r\n');
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as { port: number };
    const sent = await sendTestCallback(`127.0.0.1:${port}`, { timeoutMs: 200 });
    expect(sent.answer).toMatchObject({ kind: 'timeout', phase: 'reply' });
    slow.close();
  });

  it('tells a port where nothing listens from a name that is not there', async () => {
    const { port } = server;
    await server.stop();
    expect(await sendTestCallback(`127.0.0.1:${port}`)).toMatchObject({
      answer: { kind: 'refused' },
      verdict: { ec: '0007-00000203', message: 'Error status : 502.' },
    });
    expect(await sendTestCallback('no-such-host.invalid')).toMatchObject({
      answer: { kind: 'unreachable' },
      verdict: { message: 'Error status : 502.' },
    });
    server = await startCallbackServer();
  });

  it('reaches names below localhost, whatever the resolver knows', async () => {
    expect((await sendTestCallback(`http://my.receiver.localhost:${server.port}/`)).verdict.ok).toBe(true);
  });

  it('writes the octets that it says it has written', async () => {
    const octets: Uint8Array[] = [];
    const sent = await sendTestCallback(server.url, { onSend: (each) => octets.push(each) });
    expect(Buffer.concat(octets).equals(server.requests[0]?.octets ?? Buffer.alloc(0))).toBe(true);
    expect(Buffer.from(sent.received).toString()).toBe(goodAnswer());
  });
});

describe('sendCallback over TLS', () => {
  let server: CallbackServer;
  beforeEach(async () => {
    server = await startCallbackServer(LOCALHOST_CERTIFICATE);
  });
  afterEach(() => server.stop());

  it('names the host in the handshake only where callbackSNI is true', async () => {
    const url = `https://localhost:${server.port}/`;
    expect((await sendTestCallback(url, { verifyCertificates: false })).verdict.ok).toBe(true);
    expect((await sendTestCallback(url, { verifyCertificates: false, sni: true })).verdict.ok).toBe(true);
    expect(server.requests.map(({ sni }) => sni)).toStrictEqual([false, 'localhost']);
    expect(server.requests[0]?.head).toContain(`Host: localhost:${server.port}`);
  });

  it('reports a certificate that nobody vouches for as 502', async () => {
    expect(await sendTestCallback(`https://localhost:${server.port}/`)).toMatchObject({
      answer: { kind: 'unreachable', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      verdict: { message: 'Error status : 502.' },
    });
  });

  it('reports a server without TLS as 502', async () => {
    const plain = await startCallbackServer();
    expect((await sendTestCallback(plain.url.replace('http', 'https'), { timeoutMs: 2_000 })).verdict).toMatchObject({
      ok: false,
    });
    await plain.stop();
  });
});

describe('sendCallback with faults', () => {
  let server: CallbackServer;
  beforeAll(async () => {
    server = await startCallbackServer();
  });
  afterAll(() => server.stop());
  const isGood = (octets: Buffer | undefined): boolean => {
    const signature = /^Authorization: (.*)$/m.exec(octets?.toString('latin1') ?? '')?.[1] ?? '';
    return verify('md5', Buffer.from(`/callback\n${TEST_BODY}`), TEST_KEY.publicKey, Buffer.from(signature, 'base64'));
  };

  it.each([
    { fault: undefined, good: true, version: 'HTTP/1.1' },
    { fault: 'wrong-signature', good: false, version: 'HTTP/1.1' },
    { fault: 'other-key', good: false, version: 'HTTP/1.1' },
    { fault: 'http-1.0', good: true, version: 'HTTP/1.0' },
  ] as const)('sends with $fault', async ({ fault, good, version }) => {
    const { verdict } = await sendTestCallback(server.url, { faults: fault === undefined ? [] : [{ kind: fault }] });
    expect(verdict.ok).toBe(true);
    const request = server.requests.at(-1);
    expect(isGood(request?.octets)).toBe(good);
    expect(request?.head.split('\r\n')[0]).toBe(`POST /callback ${version}`);
  });

  it('sends nothing where the callback is to be lost, and waits in vain', async () => {
    const before = server.requests.length;
    const sent = await sendTestCallback(server.url, { faults: [{ kind: 'lose' }], timeoutMs: 50 });
    expect(sent.verdict).toMatchObject({ ok: false, ec: '0007-00000202' });
    expect(server.requests).toHaveLength(before);
  });
});
