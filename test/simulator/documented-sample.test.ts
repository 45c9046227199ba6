import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { goodAnswer, startCallbackServer, type CallbackServer } from '../helpers/callback-server.ts';
import { base64 } from '../helpers/put-with-callback.ts';

// https://www.alibabacloud.com/help/en/oss/developer-reference/callback
const CALLBACK =
  'eyJjYWxsYmFja1VybCI6IjEyMS40My4xMTMuODoyMzQ1Ni9pbmRleC5odG1sIiwgICJjYWxsYmFja0JvZHkiOiJidWNrZXQ9JHtidWNrZXR9Jm9iamVjdD0ke29iamVjdH0mZXRhZz0ke2V0YWd9JnNpemU9JHtzaXplfSZtaW1lVHlwZT0ke21pbWVUeXBlfSZpbWFnZUluZm8uaGVpZ2h0PSR7aW1hZ2VJbmZvLmhlaWdodH0maW1hZ2VJbmZvLndpZHRoPSR7aW1hZ2VJbmZvLndpZHRofSZpbWFnZUluZm8uZm9ybWF0PSR7aW1hZ2VJbmZvLmZvcm1hdH0mbXlfdmFyPSR7eDpteV92YXJ9In0=';
const BODY =
  'bucket=callback-test&object=test.txt&etag=D8E8FCA2DC0F896FD7CB4CB0031BA249&size=5&mimeType=text%2Fplain' +
  '&imageInfo.height=&imageInfo.width=&imageInfo.format=&x:var1=for-callback-test';

/** The documented request, with its double Host and masked signature left out, for neither is of any use. */
const request = (callback: string): string =>
  [
    'PUT /test.txt HTTP/1.1',
    'Host: callback-test.oss-test.aliyun-inc.com',
    'Accept-Encoding: identity',
    'Content-Length: 5',
    'x-oss-callback-var: eyJ4Om15X3ZhciI6ImZvci1jYWxsYmFjay10ZXN0In0=',
    'User-Agent: aliyun-sdk-python/0.4.0 (Linux/2.6.32-220.23.2.ali1089.el5.x86_64/x86_64;2.5.4)',
    `x-oss-callback: ${callback}`,
    'Expect: 100-Continue',
    'Date: Mon, 14 Sep 2015 12:37:27 GMT',
    'Content-Type: text/plain',
    'Connection: close',
    '',
    'test\n',
  ].join('\r\n');

describe('the documented sample PUT /test.txt', () => {
  let simulator: Simulator;
  let server: CallbackServer;
  beforeAll(async () => {
    server = await startCallbackServer();
    server.answerWith(goodAnswer('{"a":"b"}'));
    simulator = await startSimulator({ port: 0, anonymous: true, callbackTo: server.url });
  });
  afterAll(() => Promise.all([simulator.stop(), server.stop()]));

  const send = (octets: string): Promise<string> => {
    const socket = connect(simulator.port, '127.0.0.1');
    socket.write(octets);
    return text(socket);
  };

  it('gives the documented callback, byte for byte', async () => {
    // The documented body writes `x:var1=` where the documented template has `my_var=`: one of the two is a slip.
    const template = Buffer.from(CALLBACK, 'base64').toString().replace('my_var=$', 'x:var1=$');
    await send(request(base64(template)));
    expect(server.requests.at(-1)?.body).toBe(BODY);
    expect(Buffer.byteLength(BODY)).toBe(181);
  });

  it('goes through as it is, to the URL that it names', async () => {
    await send(request(CALLBACK));
    const callback = server.requests.at(-1);
    expect(callback?.body).toBe(BODY.replace('x:var1', 'my_var'));
    expect(callback?.head).toMatch(/^POST \/index\.html HTTP\/1\.1\r\nHost: 121\.43\.113\.8:23456\r\n/);
  });

  it('is answered as documented', async () => {
    const reply = await send(request(CALLBACK));
    const [head = '', body] = reply.replace('HTTP/1.1 100 Continue\r\n\r\n', '').split('\r\n\r\n');
    expect(body).toBe('{"a":"b"}');
    const [status, ...lines] = head.split('\r\n');
    expect(status).toBe('HTTP/1.1 200 OK');
    expect(lines).toStrictEqual(
      expect.arrayContaining([
        'Server: AliyunOSS',
        'ETag: "D8E8FCA2DC0F896FD7CB4CB0031BA249"',
        'Content-Type: application/json',
        'Content-Length: 9',
        'Connection: close',
        expect.stringMatching(/^x-oss-request-id: [0-9A-F]{24}$/),
      ]),
    );
  });
});
