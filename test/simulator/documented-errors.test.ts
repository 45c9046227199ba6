import { startSimulator, type Simulator, type SimulatorOptions } from '../../lib/simulator/start-simulator.ts';
import {
  goodAnswer,
  SILENCE,
  startCallbackServer,
  type CallbackServer,
  type RawAnswer,
} from '../helpers/callback-server.ts';
import { errorElements } from '../helpers/error-xml.ts';
import { base64, putWithCallback } from '../helpers/put-with-callback.ts';

const started: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
});
async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ port: 0, anonymous: true, ...options });
  started.push(simulator);
  return simulator;
}
async function startServer(answer: RawAnswer): Promise<CallbackServer> {
  const server = await startCallbackServer();
  server.answerWith(answer);
  started.push(server);
  return server;
}
/** A port of this machine where nothing listens. */
async function freePort(): Promise<number> {
  const { port, stop } = await startCallbackServer();
  await stop();
  return port;
}
const BODY = 'bucket=${bucket}';
const GOOD = { callbackUrl: 'http://127.0.0.1:1/', callbackBody: BODY };

// Each example of the vendor's topic on callback errors, by what causes it.
// https://www.alibabacloud.com/help/en/oss/upload-callbacks-6
describe('the errors of the vendor’s topic', () => {
  it('InvalidArgument: unescaped quotes in callbackBody', async () => {
    const json =
      '{"callbackUrl":"8.8.8.8:9090","callbackBody":"{"bucket":${bucket},"object":${object}}","callbackBodyType":"application/json"}';
    const { url } = await start({ messages: 'classic' });
    const response = await putWithCallback(url, json);
    expect(response.status).toBe(400);
    const elements = await errorElements(response);
    expect(elements).toStrictEqual({
      Code: 'InvalidArgument',
      Message: 'The callback configuration is not json format.',
      RequestId: response.headers.get('x-oss-request-id'),
      HostId: '127.0.0.1',
      ArgumentName: 'callback',
      ArgumentValue: json,
    });
  });

  it.each<{ name: string; answer: RawAnswer; message: string; old?: string; ec: string }>([
    {
      name: 'example 1: no JSON',
      answer: goodAnswer('OK'),
      message: 'Response body is not valid json format.',
      ec: '0007-00000205',
    },
    {
      name: 'example 1: a byte order mark',
      answer: goodAnswer('\u{feff}{"Status":"OK"}'),
      message: 'Response body is not valid json format.',
      ec: '0007-00000205',
    },
    {
      name: 'example 3: no answer in time',
      answer: SILENCE,
      message: 'Cost too long time.',
      old: 'Error status : -1 127.0.0.1:PORT reply timeout, cost:200ms, timeout:200ms (err -4, errno115)',
      ec: '0007-00000202',
    },
    {
      name: 'example 4: status 400',
      answer: goodAnswer('{}', '400 Bad Request'),
      message: 'Error status : 400.',
      ec: '0007-00000203',
    },
  ])('CallbackFailed, $name', async ({ answer, message, old = message, ec }) => {
    const server = await startServer(answer);
    const callback = { callbackUrl: server.url, callbackBody: BODY };
    for (const messages of ['current', 'classic'] as const) {
      const { url } = await start({ messages, callbackTimeoutMs: 200 });
      const response = await putWithCallback(url, callback);
      expect([response.status, response.statusText]).toStrictEqual([203, 'Non-Authoritative Information']);
      const requestId = response.headers.get('x-oss-request-id');
      const common = { Code: 'CallbackFailed', RequestId: requestId, HostId: '127.0.0.1' };
      const today = { EC: ec, RecommendDoc: `https://api.aliyun.com/troubleshoot?q=${ec}` };
      expect(await errorElements(response)).toStrictEqual(
        messages === 'current'
          ? { ...common, Message: message, ...today }
          : { ...common, Message: old.replace('PORT', String(server.port)) },
      );
    }
  });

  it('CallbackFailed, example 2: no connection in time', async () => {
    // The TLS handshake belongs to connecting, and this server never begins it.
    const { port } = await startServer(SILENCE);
    const callback = { callbackUrl: `https://127.0.0.1:${port}`, callbackBody: BODY };
    const classic = await start({ messages: 'classic', callbackTimeoutMs: 200 });
    expect(await errorElements(await putWithCallback(classic.url, callback))).toMatchObject({
      Message: 'Error status : -1. OSS can not connect to your callbackUrl, please check it.',
    });
  });

  it('CallbackFailed, example 5: nothing listens', async () => {
    const { url } = await start();
    const response = await putWithCallback(url, { callbackUrl: `127.0.0.1:${await freePort()}`, callbackBody: BODY });
    expect(response.status).toBe(203);
    // The object is stored, and the reply says as what.
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: '"9DD4E461268C8034F5C8564E155C67A6"',
      'content-md5': 'ndTkYSaMgDT1yFZOFVxnpg==',
      'x-oss-hash-crc64ecma': expect.stringMatching(/^\d{15,20}$/) as unknown,
    });
    expect(await errorElements(response)).toMatchObject({ Message: 'Error status : 502.', EC: '0007-00000203' });
  });
});

describe('refused callback parameters', () => {
  it.each<{ name: string; callback: unknown; message: string; argument: string; value?: string; ec?: string }>([
    {
      name: 'raw JSON',
      callback: GOOD,
      message: 'The callback configuration is not base64 encoded.',
      argument: 'callback',
      ec: '0007-00000002',
    },
    {
      name: 'a bad port',
      callback: { ...GOOD, callbackUrl: '10.101.166.30:test' },
      message: 'The callback url configuration is invalid.',
      argument: 'callbackUrl',
      value: '10.101.166.30:test',
      ec: '0007-00000004',
    },
    {
      name: 'no URL',
      callback: { callbackBody: BODY },
      message: 'The callback url configuration is invalid.',
      argument: 'callbackUrl',
      value: '',
      ec: '0007-00000004',
    },
    {
      name: 'six URLs',
      callback: { ...GOOD, callbackUrl: 'a;b;c;d;e;f' },
      message: 'The number of callback url exceed max value.',
      argument: 'callbackUrl',
      ec: '0007-00000005',
    },
    {
      name: 'an unknown host',
      callback: { ...GOOD, callbackUrl: 'http://no-such-host.invalid/' },
      message: 'Can not get ip by this host.',
      argument: 'callbackUrl',
      ec: '0007-00000007',
    },
    {
      name: 'a bad address',
      callback: { ...GOOD, callbackUrl: '123.456' },
      message: 'Can not get ip by this host.',
      argument: 'callbackUrl',
      ec: '0007-00000007',
    },
    {
      name: 'a host that is no text',
      callback: { ...GOOD, callbackHost: 1 },
      message: 'The callback host configuration is invalid.',
      argument: 'callbackHost',
      value: '1',
      ec: '0007-00000009',
    },
    {
      name: 'a host with a line break',
      callback: { ...GOOD, callbackHost: 'a\r\nX: y' },
      message: 'The callback host configuration is invalid.',
      argument: 'callbackHost',
      ec: '0007-00000009',
    },
    {
      name: 'a body that is no text',
      callback: { ...GOOD, callbackBody: {} },
      message: 'The callback body is invalid.',
      argument: 'callbackBody',
      ec: '0007-00000010',
    },
    {
      name: 'an empty body',
      callback: { ...GOOD, callbackBody: '' },
      message: 'The callback body is empty.',
      argument: 'callbackBody',
      value: '',
      ec: '0007-00000011',
    },
    {
      name: 'a charset',
      callback: { ...GOOD, callbackBodyType: 'application/json; charset=utf-8' },
      message: 'The body type of callback is not supported.',
      argument: 'callbackBodyType',
      ec: '0007-00000013',
    },
    {
      name: 'round brackets',
      callback: { ...GOOD, callbackBody: 'key=$(object)' },
      message: 'Left brace must be adjacent to dollar sign.',
      argument: 'ReplaceKeyPrefix',
      value: 'key=$(object)',
      ec: '0007-00000105',
    },
    {
      name: 'a bad escape in the URL',
      callback: { ...GOOD, callbackUrl: 'http://127.0.0.1:1/%zz' },
      message: 'The callback url configuration is invalid.',
      argument: 'callbackUrl',
      ec: '0007-00000004',
    },
    {
      name: 'an unknown policy',
      callback: { callbackPolicy: 'p' },
      message: 'The bucket callback policy does not exist.',
      argument: 'callbackPolicy',
    },
  ])('says of $name: $message', async ({ name, callback, message, argument, value, ec }) => {
    const { url } = await start();
    const headers = name === 'raw JSON' ? { 'x-oss-callback': JSON.stringify(callback) } : {};
    const response = await putWithCallback(url, callback, { headers });
    expect(response.status).toBe(400);
    expect(await errorElements(response)).toMatchObject({
      Message: message,
      ArgumentName: argument,
      ...(value !== undefined && { ArgumentValue: value }),
      ...(ec !== undefined && { EC: ec }),
    });
    expect((await fetch(`${url}/bucket/key`, { method: 'HEAD' })).status).toBe(404);
  });

  it('refuses more than 5 KB of base64, of callback and of callback-var', async () => {
    const { url } = await start();
    const long = 'x'.repeat(3_900);
    const callback = await putWithCallback(url, { ...GOOD, callbackBody: long });
    expect(await errorElements(callback)).toMatchObject({ EC: '0007-00000001', ArgumentName: 'callback' });
    const vars = await putWithCallback(url, GOOD, { vars: { 'x:a': long } });
    expect(await errorElements(vars)).toMatchObject({ EC: '0007-00000101', ArgumentName: 'callback-var' });
  });

  it.each([
    { name: 'base64', vars: undefined, headers: { 'x-oss-callback-var': '{}' }, ec: '0007-00000102' },
    { name: 'JSON', vars: '{', headers: {}, ec: '0007-00000103' },
    { name: 'text values', vars: { 'x:a': 1 }, headers: {}, ec: '0007-00000104' },
  ])('refuses custom variables that are not $name', async ({ vars, headers, ec }) => {
    const { url } = await start();
    expect(await errorElements(await putWithCallback(url, GOOD, { vars, headers }))).toMatchObject({ EC: ec });
  });

  it('refuses a callback, or its variables, that come in header and query at once', async () => {
    const { url } = await start();
    const query = `?callback=${encodeURIComponent(base64(GOOD))}`;
    const both = await putWithCallback(url, GOOD, { path: `/bucket/key${query}` });
    expect(await errorElements(both)).toMatchObject({
      EC: '0007-00000027',
      Message: 'Either the callback query string parameter or the x-oss-callback header should be specified, not both.',
    });
    const vars = await putWithCallback(url, GOOD, {
      vars: { 'x:a': 'b' },
      path: `/bucket/key?callback-var=${encodeURIComponent(base64({ 'x:a': 'b' }))}`,
    });
    expect(await errorElements(vars)).toMatchObject({ EC: '0007-00000028' });
  });

  it('refuses private addresses where told to, as OSS does: by number and by name', async () => {
    const { url } = await start({
      refusePrivateAddresses: true,
      resolveHost: (host) => Promise.resolve(host === 'inside.example.com' ? ['10.0.0.1'] : ['203.0.113.1']),
    });
    for (const host of ['localhost', '127.0.0.1', '192.168.0.1', 'inside.example.com']) {
      const response = await putWithCallback(url, { ...GOOD, callbackUrl: `http://${host}/` });
      expect(await errorElements(response)).toMatchObject({
        Message: 'Private address is forbidden to callback.',
        EC: '0007-00000008',
      });
    }
  });

  it('takes a missing URL for no callback where told to', async () => {
    const { url } = await start({ missingUrl: 'ignore' });
    expect((await putWithCallback(url, { callbackBody: BODY })).status).toBe(200);
  });
});
