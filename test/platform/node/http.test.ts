import { createCallbackReceiver } from '../../../lib/callback/receive.ts';
import type { CallbackRequest } from '../../../lib/http/callback-request.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { startServer, type RunningServer } from '../../../lib/platform/node/server.ts';
import { createPubKeyStore } from '../../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../../helpers/fake-queue.ts';
import { exchange, openConnection, parseAnswers, type RawAnswer } from '../../helpers/http-client.ts';
import { generateKey, signedRequest } from '../../helpers/signed-request.ts';
import { until } from '../../helpers/until.ts';
import { genuine, vectors, type Vector } from '../../helpers/vectors.ts';

const MAX_BODY_BYTES = 262_144;
const key = generateKey();
const queue = createFakeQueue();
const seen: CallbackRequest[] = [];
let server: RunningServer;

beforeAll(async () => {
  const pubKeys = createPubKeyStore({
    trusted: [key.publicKey],
    clock: Date.now,
    fetch: (url) => Promise.reject(new Error(`a fetch of ${url}`)),
  });
  const receive = createCallbackReceiver({ pubKeys, queue, clock: Date.now, logger: silentLogger });
  const listener = createNodeHttpListener(
    (request) => {
      seen.push(request);
      return receive(request);
    },
    { maxBodyBytes: MAX_BODY_BYTES },
  );
  server = await startServer(listener, { port: 0, host: '127.0.0.1' });
});
afterAll(() => server.stop());

interface Wire {
  readonly method?: string;
  readonly target?: string;
  readonly version?: string;
  readonly headers?: readonly string[];
  readonly body?: Uint8Array | string;
  readonly keepAlive?: boolean;
}
/** A request as it goes over the wire; header lines are sent as they are. */
function wire({ method = 'POST', target = '/', version = '1.1', headers = [], body = '', keepAlive }: Wire): Buffer {
  const lines = [`${method} ${target} HTTP/${version}`, 'Host: localhost', ...headers];
  if (keepAlive !== true) lines.push('Connection: close');
  if (!headers.some((line) => /^(content-length|transfer-encoding):/i.test(line))) {
    lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}
const only = async (request: Wire): Promise<RawAnswer> => {
  const answers = (await exchange(server.url, wire(request))).filter(({ status }) => status >= 200);
  expect(answers).toHaveLength(1);
  return answers[0]!;
};
const signed = (path: string, query = '', body: Uint8Array | string = 'bucket=b'): Wire => {
  const { headers } = signedRequest({ key, path, query, body });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value ?? ''}`);
  return { target: query === '' ? path : `${path}?${query}`, headers: lines, body };
};
const ofVector = ({ path, query, headers, body }: Vector): Wire => ({
  target: path + query,
  headers: Object.entries(headers)
    .filter(([name]) => !/^(host|connection|content-length)$/.test(name))
    .map(([name, value]) => `${name}: ${value}`),
  body,
});

function expectRefusal({ status, headers, body }: RawAnswer, expected: number, code: string): void {
  expect(status).toBe(expected);
  expect(headers['content-type']).toBe('application/json');
  expect(headers).not.toHaveProperty('transfer-encoding');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
  expect(JSON.parse(body)).toMatchObject({ Status: 'Error', Code: code });
}
function expectOk({ status, headers, body }: RawAnswer): void {
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '15' });
  expect(headers).not.toHaveProperty('transfer-encoding');
  expect(body).toBe('{"Status":"OK"}');
}

describe('createNodeHttpListener over sockets', () => {
  it.each(vectors)('answers $id, which is $expected', async (vector) => {
    const answer = await only(ofVector(vector));
    if (vector.expected === 'valid') expectOk(answer);
    else expectRefusal(answer, 400, 'InvalidCallback');
  });

  it.each(genuine)('answers $id over HTTP/1.0', async (vector) => {
    expectOk(await only({ ...ofVector(vector), version: '1.0' }));
  });

  it.each(['authorization', 'x-oss-pub-key-url'])('refuses %s that is doubled, missing or empty', async (name) => {
    const request = ofVector(genuine[0]!);
    const headers = request.headers ?? [];
    const line = headers.find((each) => each.startsWith(`${name}: `))!;
    const others = headers.filter((each) => each !== line);
    for (const altered of [
      [...headers, line],
      others,
      [...others, `${name}:`],
      [...headers, `${name.toUpperCase()}: x`],
    ]) {
      expectRefusal(await only({ ...request, headers: altered }), 400, 'InvalidCallback');
    }
  });

  it.each(['GET', 'PUT', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('answers %s with 501', async (method) => {
    expectRefusal(await only({ ...ofVector(genuine[0]!), method }), 501, 'UnsupportedMethod');
  });

  it('answers HEAD with 501, its length and no body', async () => {
    const connection = openConnection(server.url);
    connection.socket.write(wire({ method: 'HEAD' }));
    await connection.closed;
    const [answer, ...others] = parseAnswers(connection.text(), true);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ status: 501, body: '' });
    expect(Number(answer?.headers['content-length'])).toBeGreaterThan(0);
    expect(answer?.headers).not.toHaveProperty('transfer-encoding');
  });

  it.each([
    { name: 'a whole URL', target: 'http://callback.example/cb?a=1', path: '/cb', rawQuery: 'a=1' },
    { name: 'a whole URL with a port', target: 'HTTP://callback.example:8080/cb', path: '/cb', rawQuery: '' },
    { name: 'a whole URL without a path', target: 'http://callback.example', path: '/', rawQuery: '' },
    { name: 'a whole URL with a query alone', target: 'http://callback.example?a=1', path: '/', rawQuery: 'a=1' },
    { name: 'a bare question mark', target: '/cb?', path: '/cb', rawQuery: '' },
    { name: 'two question marks', target: '/cb??a=1', path: '/cb', rawQuery: '?a=1' },
    { name: 'two slashes', target: '//cb//', path: '//cb//', rawQuery: '' },
    { name: 'dots', target: '/a/../b/./c', path: '/a/../b/./c', rawQuery: '' },
    { name: 'escapes', target: '/%E9%2f+?a=%20+', path: '/%E9%2f+', rawQuery: 'a=%20+' },
  ])('hands over $name as it came', async ({ target, path, rawQuery }) => {
    await only({ target });
    expect(seen.at(-1)).toMatchObject({ path, rawQuery, pathEncoding: 'encoded' });
  });

  it('refuses raw octets in the target, which OSS escapes', async () => {
    const target = Buffer.from('/中?a=中').toString('latin1');
    expectRefusal(await only({ ...signed('/%E4%B8%AD', 'a=中'), target }), 400, 'InvalidCallback');
  });

  it('verifies a bare question mark, signed or not', async () => {
    expectOk(await only({ ...signed('/cb'), target: '/cb?' }));
  });

  it('verifies any octets in a body, chunked too', async () => {
    const body = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
    const request = signed('/cb', '', body);
    expectOk(await only(request));
    const chunked = Buffer.concat([
      ...[0, 300, 600].map((at) => {
        const chunk = body.subarray(at, at === 600 ? 1_000 : at + 300);
        return Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);
      }),
      Buffer.from('0\r\n\r\n'),
    ]);
    expectOk(await only({ ...request, headers: [...request.headers!, 'Transfer-Encoding: chunked'], body: chunked }));
  });

  it('takes a body of exactly the cap', async () => {
    expectOk(await only(signed('/cb', '', `bucket=b&x=${'a'.repeat(MAX_BODY_BYTES - 11)}`)));
  });

  it('refuses an empty request that is not signed', async () => {
    expectRefusal(await only({}), 400, 'InvalidCallback');
  });

  it('does not need a Host', async () => {
    const request = wire(ofVector(genuine[0]!)).toString('latin1').replace('Host: localhost\r\n', '');
    const [answer] = await exchange(server.url, Buffer.from(request, 'latin1'));
    expectOk(answer!);
  });

  it('lets a client that asks first go on', async () => {
    const request = wire({ ...signed('/cb'), headers: [...signed('/cb').headers!, 'Expect: 100-continue'] });
    const split = request.indexOf('\r\n\r\n') + 4;
    const connection = openConnection(server.url);
    connection.socket.write(request.subarray(0, split));
    await until('100 Continue', () => connection.text().includes('100 Continue'));
    connection.socket.write(request.subarray(split));
    await connection.closed;
    const answers = parseAnswers(connection.text());
    expect(answers.map(({ status }) => status)).toEqual([100, 200]);
  });

  it('does not mind what else a client expects', async () => {
    const request = signed('/cb');
    expectOk(await only({ ...request, headers: [...request.headers!, 'Expect: miracles'] }));
  });

  it('answers pipelined requests one after the other, in order', async () => {
    const requests = [
      wire({ ...signed('/cb'), keepAlive: true }),
      wire({ method: 'GET', keepAlive: true }),
      wire({ ...signed('/cb'), target: '/other', keepAlive: true }),
      wire(signed('/cb', 'a=1')),
    ];
    const answers = await exchange(server.url, Buffer.concat(requests));
    expect(answers.map(({ status }) => status)).toEqual([200, 501, 400, 200]);
  });

  it.each([
    ['garbage', '\u0016\u0003\u0001\u0002\u0000\u0001'],
    ['words', 'hello there\r\n\r\n'],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a header without a colon', 'POST / HTTP/1.1\r\nHost\r\n\r\n'],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `POST / HTTP/1.1\r\nHost: h\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['a path that is none', 'POST cb HTTP/1.1\r\nHost: h\r\n\r\n'],
  ])('answers %s with 400 as JSON, and hangs up', async (_name, octets) => {
    const [answer, ...others] = await exchange(server.url, Buffer.from(octets, 'latin1'));
    expect(others).toEqual([]);
    expectRefusal(answer!, 400, 'InvalidCallback');
  });

  it('outlives clients that go away', async () => {
    const whole = wire(signed('/cb'));
    for (const octets of [Buffer.from('POST'), whole.subarray(0, whole.length - 3), whole]) {
      const { socket, closed } = openConnection(server.url);
      await new Promise<void>((resolve) =>
        socket.write(octets, () => {
          resolve();
        }),
      );
      socket.resetAndDestroy();
      await closed;
    }
    expectOk(await only(signed('/cb')));
  });

  it('hangs up where the receiver breaks its promise', async () => {
    const broken = createNodeHttpListener(() => Promise.reject(new Error('broken')), { maxBodyBytes: 1 });
    const other = await startServer(broken, { port: 0, host: '127.0.0.1' });
    expect(await exchange(other.url, wire({}))).toEqual([]);
    await other.stop();
  });
});

describe('a body over the cap', () => {
  const size = 1_048_576;
  const piece = Buffer.alloc(size, 0x61);

  it.each([
    { name: 'with its length', head: `Content-Length: ${size}`, sent: piece },
    {
      name: 'in chunks',
      head: 'Transfer-Encoding: chunked',
      sent: Buffer.concat([Buffer.from(`${size.toString(16)}\r\n`), piece, Buffer.from('\r\n0\r\n\r\n')]),
    },
  ])('is refused $name, and the connection serves others after it', async ({ head, sent }) => {
    const connection = openConnection(server.url);
    connection.socket.write(`POST /cb HTTP/1.1\r\nHost: h\r\n${head}\r\n\r\n`);
    connection.socket.write(sent.subarray(0, size / 2));
    // Before the rest has come, the client can read why.
    await until('a refusal', () => connection.text().includes('TooLarge'));
    connection.socket.write(sent.subarray(size / 2));
    connection.socket.write(wire(signed('/cb')));
    await connection.closed;
    const [refused, served] = parseAnswers(connection.text());
    expectRefusal(refused!, 413, 'TooLarge');
    expectOk(served!);
  });
});
