import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { NotDurableError } from '../../lib/errors.ts';
import { createFc2Queue } from '../../lib/queue/fc2-queue.ts';
import { createFc3Queue } from '../../lib/queue/fc3-queue.ts';
import { FC_CREDENTIALS } from '../helpers/fc-credentials.ts';
import { until } from '../helpers/until.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

type Behaviour = (response: ServerResponse, socket: Socket) => void;

let server: Server;
let endpoint: string;
let calls: { url: string; headers: Record<string, unknown> }[];
let behaviours: Behaviour[];

const accept: Behaviour = (response) => response.writeHead(202, { 'x-fc-request-id': 'r-1' }).end();
const answer =
  (status: number, headers: Record<string, string>, body = ''): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);
const refuse = (status: number, code: string): Behaviour =>
  answer(
    status,
    { 'content-type': 'application/json', 'x-fc-request-id': 'r-1' },
    JSON.stringify({ Code: code, Message: 'no', ErrorCode: code, ErrorMessage: 'no', RequestId: 'r-1' }),
  );

beforeEach(async () => {
  calls = [];
  behaviours = [accept];
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      calls.push({ url: request.url ?? '', headers: request.headers });
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      behaviour?.(response, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const message = uploadMessage('one');
const credentials = () => FC_CREDENTIALS;

describe.each([
  [
    '3.0',
    () => createFc3Queue({ worker: 'worker', endpoint, credentials }),
    '/2023-03-30/functions/worker/invocations',
  ],
  [
    '2.0',
    () => createFc2Queue({ worker: 'service/worker', endpoint, accountId: '1234567890123456', credentials }),
    '/2016-08-15/services/service/functions/worker/invocations',
  ],
])('the queue of Function Compute %s', (_version, open, path) => {
  const enqueue = (signal = AbortSignal.timeout(20_000)) => open().enqueue(message, { signal });

  it("invokes the worker for later, with the role's token", async () => {
    await enqueue();
    expect(calls).toHaveLength(1);
    const { url, headers } = calls[0]!;
    expect(url).toBe(path);
    expect(headers['x-fc-invocation-type']).toBe('Async');
    expect(headers['x-acs-security-token'] ?? headers['x-fc-security-token']).toBe(FC_CREDENTIALS.securityToken);
  });

  it.each([
    ['a fault', refuse(500, 'InternalServerError')],
    ['throttling', refuse(429, 'ResourceExhausted')],
    ['a page of a proxy', answer(502, { 'content-type': 'text/html' }, '<html>')],
    ['an answer without an id', answer(202, {})],
    ['a connection that is reset', ((_response, socket) => socket.resetAndDestroy()) satisfies Behaviour],
  ])('tries again after %s', async (_name, behaviour) => {
    behaviours = [behaviour, accept];
    await enqueue();
    expect(calls).toHaveLength(2);
  });

  it.each([
    [403, 'AccessDenied'],
    [404, 'FunctionNotFound'],
    [413, 'RequestEntityTooLarge'],
  ])('does not try again after %i %s', async (status, code) => {
    behaviours = [refuse(status, code)];
    await expect(enqueue()).rejects.toThrow(`Function Compute answered ${status}, ${code}`);
    expect(calls).toHaveLength(1);
  });

  it('takes no function that failed for a message that is kept', async () => {
    behaviours = [answer(202, { 'x-fc-request-id': 'r-1', 'x-fc-error-type': 'UnhandledInvocationError' })];
    await expect(enqueue()).rejects.toThrow('UnhandledInvocationError');
  });

  it('gives up after four attempts', async () => {
    behaviours = [refuse(503, 'ServiceUnavailable')];
    await expect(enqueue()).rejects.toThrow('Function Compute answered 503, ServiceUnavailable');
    expect(calls).toHaveLength(4);
  });

  it('ends when its time is up', async () => {
    behaviours = [() => undefined];
    const budget = new AbortController();
    const enqueued = enqueue(budget.signal).catch((error: unknown) => error);
    await until('a call', () => calls.length > 0);
    budget.abort();
    expect(await enqueued).toBeInstanceOf(NotDurableError);
  });

  it('does not begin where no time is left', async () => {
    await expect(enqueue(AbortSignal.abort())).rejects.toThrow('no time was left for the queue');
    expect(calls).toHaveLength(0);
  });
});
