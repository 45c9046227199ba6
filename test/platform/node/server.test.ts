import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { RequestListener } from 'node:http';
import { ConfigInvalidError } from '../../../lib/errors.ts';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { jsonReply } from '../../../lib/http/reply.ts';
import { startServer } from '../../../lib/platform/node/server.ts';
import { exchange, openConnection, parseAnswers, type RawConnection } from '../../helpers/http-client.ts';
import { until } from '../../helpers/until.ts';

const LOOPBACK = { port: 0, host: '127.0.0.1' };
const echo = createNodeHttpListener(() => Promise.resolve(jsonReply(200, { Status: 'OK' })), { maxBodyBytes: 1_000 });
const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

async function closesWithin({ closed }: RawConnection, begin: number): Promise<number> {
  await closed;
  return (Date.now() - begin) / 1_000;
}

describe('startServer', () => {
  it.concurrent(
    'cuts 200 clients slow in the headers and 200 slow in the body, and serves others meanwhile',
    async () => {
      const server = await startServer(echo, LOOPBACK);
      const begin = Date.now();
      const inHeaders = many(100, () => openConnection(server.url));
      const silent = many(100, () => openConnection(server.url));
      const inBody = many(200, () => openConnection(server.url));
      for (const { socket } of inHeaders) socket.write('POST / HTTP/1.1\r\nHost: h\r\nX-Slow: ');
      for (const { socket } of inBody) socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n');
      // Slow, not silent: an octet now and then does not save them.
      const drip = setInterval(() => {
        for (const { socket } of [...inHeaders, ...inBody]) if (socket.writable) socket.write('a');
      }, 400);

      let served = 0;
      let slowest = 0;
      const serving = setInterval(() => {
        const asked = Date.now();
        void fetch(server.url, { method: 'POST', body: 'a' }).then(({ status }) => {
          if (status === 200) served += 1;
          slowest = Math.max(slowest, Date.now() - asked);
        });
      }, 250);
      const headerTimes = await Promise.all([...inHeaders, ...silent].map((each) => closesWithin(each, begin)));
      const bodyTimes = await Promise.all(inBody.map((each) => closesWithin(each, begin)));
      clearInterval(drip);
      clearInterval(serving);

      expect(Math.min(...headerTimes)).toBeGreaterThan(4.5);
      expect(Math.max(...headerTimes)).toBeLessThan(8);
      expect(Math.min(...bodyTimes)).toBeGreaterThan(9);
      expect(Math.max(...bodyTimes)).toBeLessThan(13);
      expect(served).toBeGreaterThan(30);
      expect(slowest).toBeLessThan(1_000);
      const [answer] = parseAnswers(inHeaders[0]!.text());
      expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/json' } });
      await server.stop();
    },
  );

  it.concurrent('does not answer twice where a refused body never ends', async () => {
    const server = await startServer(echo, LOOPBACK);
    const connection = openConnection(server.url);
    const begin = Date.now();
    connection.socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n');
    await until('an answer', () => connection.text().includes('}'));
    expect(await closesWithin(connection, begin)).toBeLessThan(13);
    expect(parseAnswers(connection.text())).toHaveLength(1);
    await server.stop();
  });

  it.concurrent('ends a kept connection that is idle', async () => {
    const server = await startServer(echo, { ...LOOPBACK, keepAliveTimeoutMs: 100 });
    const [answer] = await exchange(server.url, get);
    expect(answer?.headers['connection']).toBe('keep-alive');
    await server.stop();
  });

  it.concurrent('keeps an idle connection longer than a load balancer of AWS does', async () => {
    const server = await startServer(echo, LOOPBACK);
    const connection = openConnection(server.url);
    connection.socket.write(get);
    await until('an answer', () => connection.text().includes('OK'));
    expect(parseAnswers(connection.text())[0]?.headers['keep-alive']).toBe('timeout=65');
    await server.stop();
  });

  it.concurrent('serves on an address of IPv6', async () => {
    const server = await startServer(echo, { port: 0, host: '::1' });
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(server.url)).status).toBe(200);
    await server.stop();
  });

  it.concurrent('stops at once where nothing is under way, whoever is connected, and frees the port', async () => {
    const server = await startServer(echo, LOOPBACK);
    const idle = openConnection(server.url);
    idle.socket.write(get);
    await until('an answer', () => idle.text().includes('OK'));
    const begin = Date.now();
    await server.stop();
    expect(Date.now() - begin).toBeLessThan(1_000);
    const again = await startServer(echo, { host: '127.0.0.1', port: Number(new URL(server.url).port) });
    await again.stop();
  });

  it.concurrent('finishes a request that is under way when it stops, then ends its connection', async () => {
    let finish: (() => void) | undefined;
    const slow: RequestListener = (_request, response) => {
      finish = () => response.end('done');
    };
    const server = await startServer(slow, { ...LOOPBACK, keepAliveTimeoutMs: 0 });
    const connection = openConnection(server.url);
    connection.socket.write(get);
    const end = await until('a request', () => finish);
    const stopped = server.stop();
    const refused = openConnection(server.url);
    await refused.closed;
    expect(refused.text()).toBe('');
    const begin = Date.now();
    end();
    await stopped;
    expect(Date.now() - begin).toBeLessThan(2_000);
    await connection.closed;
    expect(connection.text()).toContain('done');
  });

  it.concurrent('does not wait for ever for a client that is slow when it stops', async () => {
    const server = await startServer(echo, LOOPBACK);
    const { socket, closed } = openConnection(server.url);
    await new Promise<void>((resolve) => {
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n', () => {
        resolve();
      });
    });
    const begin = Date.now();
    await server.stop();
    await closed;
    expect(Date.now() - begin).toBeLessThan(7_000);
  });

  it.concurrent('names the port that is in use', async () => {
    const other = createTcpServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure: unknown = await startServer(echo, { port, host: '127.0.0.1' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigInvalidError);
    expect(failure).toHaveProperty(
      'message',
      `PORT ${port} of 127.0.0.1 is in use: stop what listens there, or set PORT to another`,
    );
    other.close();
  });

  it.concurrent('says what is wrong where it is something else', async () => {
    await expect(startServer(echo, { port: 0, host: 'a'.repeat(300) })).rejects.toThrow(/HOST/);
  });

  it.concurrent.each(['192.0.2.1', 'nowhere.invalid'])('names a host that is not here: %s', async (host) => {
    await expect(startServer(echo, { port: 0, host })).rejects.toThrow(
      `HOST must be an address of this machine, got "${host}"`,
    );
  });

  it.concurrent.each([
    ['keep-alive', [200, 400]],
    ['close', [200]],
  ])('answers a whole request, then the junk behind it: connection %s', async (connection, statuses) => {
    const slow: RequestListener = (_request, response) => setTimeout(() => response.end('done'), 50);
    const server = await startServer(slow, LOOPBACK);
    const answers = await exchange(server.url, `GET / HTTP/1.1\r\nConnection: ${connection}\r\n\r\njunk\r\n\r\n`);
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    await server.stop();
  });

  it.concurrent('answers two requests in their order, then the junk behind them, of which much may come', async () => {
    let finishFirst = (): void => undefined;
    const listener: RequestListener = ({ url }, response) => {
      const finish = (): void => void response.end(url);
      if (url === '/first') finishFirst = finish;
      else finish();
    };
    const server = await startServer(listener, LOOPBACK);
    const connection = openConnection(server.url);
    connection.socket.write('GET /first HTTP/1.1\r\n\r\nGET /second HTTP/1.1\r\n\r\njunk\r\n\r\n');
    await (await fetch(`${server.url}/other`)).text();
    finishFirst();
    await connection.closed;
    const answers = parseAnswers(connection.text());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(answers.slice(0, 2).map(({ body }) => body)).toEqual(['/first', '/second']);
    await server.stop();
  });

  it.concurrent('hangs up where junk comes behind an answer that has only begun', async () => {
    const server = await startServer((_request, response) => response.write('half'), LOOPBACK);
    const connection = openConnection(server.url);
    connection.socket.write(get);
    await until('half an answer', () => connection.text().includes('half'));
    connection.socket.write('junk\r\n\r\n');
    await connection.closed;
    expect(connection.text()).not.toContain('400');
    await server.stop();
  });

  it.concurrent('survives a socket that is reset in the middle of a header', async () => {
    const server = await startServer(echo, LOOPBACK);
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      socket.write('POST / HT', () => {
        resolve();
      });
    });
    socket.resetAndDestroy();
    expect((await fetch(server.url)).status).toBe(200);
    await server.stop();
  });
});
