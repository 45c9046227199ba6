import { startFaultyRelay, type FaultyRelay } from '../../../lib/console/server/faulty-relay.ts';
import type { RelayFault } from '../../../lib/console/played-fault.ts';
import { startFixedReceiver, type FixedReceiver } from '../../helpers/fixed-receiver.ts';

const SENT = '{"object":"a.png","size":7}';
let receiver: FixedReceiver;
let relay: FaultyRelay;
let changed: { readonly id: string; readonly octets: Buffer }[];
beforeEach(async () => {
  changed = [];
  receiver = await startFixedReceiver();
  relay = await startFaultyRelay({
    callbackUrl: receiver.url,
    onChanged: (id, octets) => changed.push({ id, octets }),
  });
});
afterEach(async () => {
  await Promise.all([relay.stop(), receiver.stop()]);
});

const post = (fault: RelayFault, url = `${receiver.url}?a=%2F`) =>
  fetch(relay.urlFor(url, fault), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-oss-request-id': 'ID' },
    body: SENT,
  });

describe('startFaultyRelay', () => {
  it.each(['bom', 'created', 'not-json', 'no-length'] as const)(
    'hands the receiver path, query and body as they were sent: %s',
    async (fault) => {
      await post(fault);
      expect(receiver.received).toHaveLength(1);
      expect(receiver.received[0]).toMatchObject({
        url: `/callback?a=%2F&played=${fault}`,
        headers: { 'x-oss-request-id': 'ID', 'content-length': String(SENT.length) },
      });
      expect(receiver.received[0]?.body.toString()).toBe(SENT);
      expect(changed).toEqual([]);
    },
  );

  it.each([
    { fault: 'bom', status: 200, answer: '\uFEFF{"Status":"OK"}', length: '18' },
    { fault: 'created', status: 201, answer: '{"Status":"OK"}', length: '15' },
    { fault: 'not-json', status: 200, answer: 'OK', length: '2' },
    { fault: 'no-length', status: 200, answer: '{"Status":"OK"}', length: null },
  ] as const)('spoils the answer: $fault', async ({ fault, status, answer, length }) => {
    const response = await post(fault);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-length')).toBe(length);
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(answer);
  });

  it('leaves the status of a refusal alone', async () => {
    receiver.answer = { status: 400, body: '{}' };
    expect((await post('created')).status).toBe(400);
  });

  it('spells the body anew, with its new length, and tells what the receiver got', async () => {
    expect((await post('respelled')).status).toBe(200);
    const [{ headers, body } = { headers: {}, body: Buffer.of() }] = receiver.received;
    expect(body.toString()).not.toBe(SENT);
    expect(JSON.parse(body.toString())).toEqual(JSON.parse(SENT));
    expect(headers['content-length']).toBe(String(body.length));
    expect(changed).toHaveLength(1);
    expect(changed[0]?.id).toBe('ID');
    expect(changed[0]?.octets.toString()).toMatch(/^POST \/callback\?a=%2F&played=respelled HTTP\/1\.1\r\n/);
    expect(changed[0]?.octets.subarray(-body.length).equals(body)).toBe(true);
  });

  it('has taken what it is slow to answer, and hangs up when it is stopped', async () => {
    const answer = post('slow').then(
      () => 'answered',
      () => 'cut',
    );
    while (receiver.received.length === 0) await new Promise(setImmediate);
    await relay.stop();
    expect(await answer).toBe('cut');
  });

  it.each([
    ['http://example.com/a', '/a?played=bom'],
    ['https://example.com:8443/a?b=1', '/a?b=1&played=bom'],
    ['example.com/a?b=1?c=2', '/a?b=1?c=2&played=bom'],
  ])('takes the place of the host of %s', (url, rest) => {
    expect(relay.urlFor(url, 'bom')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(relay.urlFor(url, 'bom').replace(/^http:\/\/[^/]+/, '')).toBe(rest);
  });
});
