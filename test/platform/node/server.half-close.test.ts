import { jsonReply } from '../../../lib/http/reply.ts';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { startServer } from '../../../lib/platform/node/server.ts';
import { openConnection, parseAnswers, type RawConnection } from '../../helpers/http-client.ts';
import { until } from '../../helpers/until.ts';

const LOOPBACK = { port: 0, host: '127.0.0.1' };
// Sooner than any timeout of the server.
const AT_ONCE_S = 4;
const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const half = 'POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\npart';
const ok = createNodeHttpListener(() => Promise.resolve(jsonReply(200, { Status: 'OK' })), { maxBodyBytes: 1_000 });

async function closesWithin({ closed }: RawConnection, begin: number): Promise<number> {
  await closed;
  return (Date.now() - begin) / 1_000;
}

describe('startServer, where a client ends its side of the connection', () => {
  it.each([
    ['keep-alive', 1, ''],
    ['close', 1, ''],
    ['keep-alive', 3, ''],
    ['keep-alive', 2, 'junk\r\n\r\n'],
  ])('answers whole requests, however late: connection %s, %d requests, then %j', async (kept, count, rest) => {
    let answer = (): void => undefined;
    const ended = new Promise<void>((resolve) => (answer = resolve));
    const receive = createNodeHttpListener(() => ended.then(() => jsonReply(200, { Status: 'OK' })), {
      maxBodyBytes: 9,
    });
    const server = await startServer((request, response) => {
      request.socket.once('end', answer);
      receive(request, response);
    }, LOOPBACK);
    const connection = openConnection(server.url);
    const post = `POST / HTTP/1.1\r\nConnection: ${kept}\r\nContent-Length: 4\r\n\r\nbody`;
    const begin = Date.now();
    connection.socket.end(post.repeat(count) + rest);
    expect(await closesWithin(connection, begin)).toBeLessThan(AT_ONCE_S);
    expect(parseAnswers(connection.text()).map(({ status }) => status)).toEqual(Array(count).fill(200));
    await server.stop();
  });

  it.each([
    ['nothing', '', []],
    ['part of the headers', 'POST / HTTP/1.1\r\nContent-', [400]],
    ['part of a body', half, [400]],
    ['junk', 'junk\r\n\r\n', [400]],
    ['part of the headers of a second request', `${get}GET / HT`, [200, 400]],
    ['part of the body of a second request', `${get}${half}`, [200, 400]],
    ['part of the body of a third request', `${get}${get}${half}`, [200, 200, 400]],
  ])('hangs up at once on a client that ends with %s, after the answers before it', async (_what, sent, statuses) => {
    const server = await startServer(ok, LOOPBACK);
    const connection = openConnection(server.url);
    const begin = Date.now();
    connection.socket.end(sent);
    expect(await closesWithin(connection, begin)).toBeLessThan(AT_ONCE_S);
    expect(parseAnswers(connection.text()).map(({ status }) => status)).toEqual(statuses);
    await server.stop();
  });

  it.each([1, 2])(
    'answers what is too large before all of it has come, behind %d requests answered late',
    async (count) => {
      let answer = (): void => undefined;
      const ended = new Promise<void>((resolve) => (answer = resolve));
      const receive = createNodeHttpListener(
        async ({ method, body }) => {
          if (method === 'GET') await ended;
          return jsonReply(body.length > 9 ? 413 : 200, { Status: 'x' });
        },
        { maxBodyBytes: 9 },
      );
      const server = await startServer((request, response) => {
        request.socket.once('end', answer);
        receive(request, response);
      }, LOOPBACK);
      const connection = openConnection(server.url);
      const begin = Date.now();
      connection.socket.end(`${get.repeat(count)}POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\nmore than nine`);
      expect(await closesWithin(connection, begin)).toBeLessThan(AT_ONCE_S);
      const statuses = parseAnswers(connection.text()).map(({ status }) => status);
      expect(statuses).toEqual([...Array<number>(count).fill(200), 413]);
      await server.stop();
    },
  );

  it('finishes a request of a client that has ended when it stops, or cuts it after 5 s', async () => {
    let answerOne = (): void => undefined;
    let ended = 0;
    const server = await startServer(({ url, socket }, response) => {
      if (url === '/answered') answerOne = () => void response.end('done');
      socket.once('end', () => (ended += 1));
    }, LOOPBACK);
    const answered = openConnection(server.url);
    const ignored = openConnection(server.url);
    answered.socket.end(get.replace('/', '/answered'));
    ignored.socket.end(get);
    await until('both to end', () => ended === 2);
    const begin = Date.now();
    const stopped = server.stop();
    answerOne();
    expect(await closesWithin(answered, begin)).toBeLessThan(AT_ONCE_S);
    await stopped;
    expect(Date.now() - begin).toBeLessThan(7_000);
    expect(answered.text()).toContain('done');
    expect(ignored.text()).toBe('');
  });
});
