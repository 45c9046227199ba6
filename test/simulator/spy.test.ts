import { connect } from 'node:net';
import { createSpy } from '../../lib/simulator/spy.ts';
import { text } from 'node:stream/consumers';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import type { SimulatorEvent } from '../../lib/simulator/simulator-event.ts';
import { goodAnswer, startCallbackServer, type CallbackServer } from '../helpers/callback-server.ts';
import { base64, putWithCallback } from '../helpers/put-with-callback.ts';

describe(createSpy, () => {
  const reply = (bytes: number): SimulatorEvent => ({
    type: 'reply',
    requestId: '',
    sinceMs: 0,
    status: 200,
    octets: new Uint8Array(bytes),
  });

  it('keeps 10,000 events, and 32 MiB of them', () => {
    const { spy, emit } = createSpy();
    for (let count = 0; count <= 10_000; count += 1) emit(reply(1));
    expect(spy.events()).toHaveLength(10_000);
    emit(reply(33_554_432));
    emit(reply(2));
    expect(spy.events().map((event) => 'octets' in event && event.octets.length)).toStrictEqual([2]);
  });
});

describe('the spy', () => {
  let simulator: Simulator;
  let server: CallbackServer;
  const upload = (path: string, url = server.url) =>
    putWithCallback(simulator.url, { callbackUrl: url, callbackBody: 'object=${object}' }, { path, body: 'hello' });
  beforeEach(async () => {
    server = await startCallbackServer();
    simulator = await startSimulator({ port: 0, anonymous: true });
  });
  const extra: CallbackServer[] = [];
  afterEach(() => Promise.all([simulator, server, ...extra.splice(0)].map((each) => each.stop())));

  it('shows every hop in order, octet for octet, with its milliseconds', async () => {
    const { requestId, octets: wire } = await putOverSocket(simulator.port, server.url);
    const events = simulator.spy.events();
    expect(events.map(({ type }) => type)).toStrictEqual([
      'request',
      'stored',
      'callback-sent',
      'callback-answered',
      'reply',
    ]);
    expect(new Set(events.map(({ requestId }) => requestId))).toStrictEqual(new Set([requestId]));
    const times = events.map(({ sinceMs }) => sinceMs);
    expect(times).toStrictEqual(times.toSorted((a, b) => a - b));
    const octets = (event: SimulatorEvent | undefined): string =>
      Buffer.from(event && 'octets' in event ? event.octets : []).toString();
    const [request, stored, sent, answered, reply] = events;
    expect(request).toMatchObject({ method: 'PUT', operation: 'PutObject', bucket: 'bucket', key: 'key' });
    expect(stored).toMatchObject({ size: 5, etag: '5D41402ABC4B2A76B9719D911017C592' });
    expect(octets(sent)).toBe(server.requests[0]?.octets.toString());
    expect(octets(answered)).toBe(goodAnswer());
    expect(answered).toMatchObject({ status: 200, verdict: { ok: true }, attempt: 1, url: server.url });
    expect(octets(reply)).toBe(wire);
  });

  it('waits for the callback that is asked for', async () => {
    const waiting = simulator.spy.waitForCallback({ key: 'second' });
    await upload('/bucket/first');
    await upload('/bucket/second');
    const { sent, answered } = await waiting;
    expect(Buffer.from(sent.body).toString()).toBe('object=second');
    expect(answered.verdict.ok).toBe(true);
  });

  it('finds a callback that is already over, by any of the filters', async () => {
    server.answerWith(goodAnswer('{}', '404 Not Found'));
    const response = await upload('/bucket/key');
    const requestId = response.headers.get('x-oss-request-id') ?? '';
    for (const filter of [{}, { bucket: 'bucket' }, { key: 'key' }, { requestId }, { ok: false }]) {
      await expect(simulator.spy.waitForCallback(filter, 0)).resolves.toMatchObject({ answered: { status: 404 } });
    }
  });

  it('says what happened instead where no such callback comes', async () => {
    await expect(simulator.spy.waitForCallback({ key: 'k' }, 1)).rejects.toThrow(
      'expected a callback for {"key":"k"} within 1 ms; nothing happened',
    );
    await fetch(`${simulator.url}/bucket/none`);
    await expect(simulator.spy.waitForCallback({ ok: true }, 1)).rejects.toThrow(
      'the last events were: request, reply 404',
    );
    simulator.spy.clear();
    expect(simulator.spy.events()).toStrictEqual([]);
  });

  it('tries the URLs in order until one succeeds, and tells of each', async () => {
    const failing = await startCallbackServer();
    extra.push(failing);
    failing.answerWith(goodAnswer('{}', '500 Oops'));
    const third = await startCallbackServer();
    extra.push(third);
    const response = await upload('/bucket/key', [failing.url, server.url, third.url].join(';'));
    expect(response.status).toBe(200);
    const answered = simulator.spy.events().filter((event) => event.type === 'callback-answered');
    expect(answered.map(({ attempt, status }) => [attempt, status])).toStrictEqual([
      [1, 500],
      [2, 200],
    ]);
    expect([failing, server, third].map(({ requests }) => requests.length)).toStrictEqual([1, 1, 0]);
  });

  it('keeps no more than its last events', async () => {
    for (let index = 0; index < 20; index += 1) {
      await fetch(`${simulator.url}/bucket/key`, { headers: { 'x-large': 'x'.repeat(10_000) } });
    }
    expect(simulator.spy.events()).toHaveLength(40);
  });
});

/** Uploads over a socket of its own and gives what came back, octet for octet. */
async function putOverSocket(port: number, callbackUrl: string): Promise<{ requestId: string; octets: string }> {
  const socket = connect(port, '127.0.0.1');
  const callback = base64({ callbackUrl, callbackBody: 'object=${object}' });
  const head = [
    'PUT /bucket/key HTTP/1.1',
    'Host: a',
    'Content-Length: 5',
    `x-oss-callback: ${callback}`,
    'Connection: close',
  ];
  socket.write([...head, '', 'hello'].join('\r\n'));
  const octets = await text(socket);
  return { octets, requestId: /x-oss-request-id: (\w+)/.exec(octets)?.[1] ?? '' };
}
