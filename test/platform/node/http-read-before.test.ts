import { jest } from '@jest/globals';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { CallbackReceiver } from '../../../lib/callback/receive.ts';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { startServer } from '../../../lib/platform/node/server.ts';
import { exchange } from '../../helpers/http-client.ts';

describe('a request whose body was read before createNodeHttpListener sees it', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<{ name: string; body: string; parse: (incoming: IncomingMessage) => Promise<unknown> }>([
    { name: 'whole', body: 'bucket=b', parse: (incoming) => buffer(incoming) },
    { name: 'and was empty', body: '', parse: (incoming) => buffer(incoming) },
    { name: 'in part', body: 'bucket=b', parse: (incoming) => once(incoming, 'data') },
  ])('is refused at once where it was read $name, and the process is warned once', async ({ body, parse }) => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const receive = jest.fn<CallbackReceiver>();
    const listener = createNodeHttpListener(receive, { maxBodyBytes: 262_144, requestIdHeader: 'x-id' });
    const parsing: RequestListener = (incoming, response) =>
      void parse(incoming).then(() => {
        listener(incoming, response);
      });
    const server = await startServer(parsing, { port: 0, host: '127.0.0.1' });
    const request = (connection: string): string =>
      `POST /cb HTTP/1.1\r\nHost: h\r\nX-Id: r-1\r\nConnection: ${connection}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answers = await exchange(server.url, Buffer.from(request('keep-alive') + request('close')));
    await server.stop();

    expect(answers.map((answer) => [answer.status, JSON.parse(answer.body) as unknown])).toEqual([
      [503, { Status: 'Error', Code: 'TryAgain', RequestId: 'r-1' }],
      [503, { Status: 'Error', Code: 'TryAgain', RequestId: 'r-1' }],
    ]);
    expect(receive).not.toHaveBeenCalled();
    const message = '"request" must come with its body unread: mount the listener before any body parser';
    expect(warn.mock.calls).toEqual([[new TypeError(message)]]);
  });
});
