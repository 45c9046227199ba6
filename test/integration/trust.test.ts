import { attack, bodyOf, clientOf, etagOf, postSigned, ticketFor } from '../helpers/trust-client.ts';
import { BUCKET, startTrustedStack, type TrustedStack } from '../helpers/trusted-stack.ts';

const DAY_MS = 86_400_000;
let stack: TrustedStack;

afterEach(async () => {
  await stack.stop();
});

describe('a genuine signature over a constant body that names your bucket', () => {
  const forged = `bucket=${BUCKET}&object=uploads/never.png&etag=AB&size=1000000&mimeType=image%2Fpng`;

  it('is refused under TRUST=ticket', async () => {
    stack = await startTrustedStack('ticket');
    expect(await attack(stack, forged)).toBe(400);
    expect(await stack.workOff()).toBe(0);
    expect(stack.lines.filter(({ level }) => level !== 'debug')).toMatchObject([
      { level: 'warn', message: 'callback rejected', outcome: 'rejected', code: 'ERR_TICKET_INVALID' },
    ]);
  });

  it('is unconfirmed under TRUST=confirm, and not counted', async () => {
    stack = await startTrustedStack('confirm');
    expect(await attack(stack, forged)).toBe(200);
    expect(await stack.workOff()).toBe(1);
    expect((await stack.reader.list({ limit: 10 })).uploads).toMatchObject([{ status: 'unconfirmed' }]);
    expect(await stack.counted()).toBe(0);
  });

  it('is unconfirmed under TRUST=confirm too where it tells the truth of the bucket of the attacker', async () => {
    stack = await startTrustedStack('confirm');
    expect(await attack(stack, 'bucket=${bucket}&object=${object}&etag=${etag}&size=${size}')).toBe(200);
    await stack.workOff();
    expect((await stack.reader.list({ limit: 10 })).uploads).toMatchObject([{ status: 'unconfirmed' }]);
  });

  it('is accepted and counted under TRUST=signature', async () => {
    stack = await startTrustedStack('signature');
    expect(await attack(stack, forged)).toBe(200);
    await stack.workOff();
    expect((await stack.reader.list({ limit: 10 })).uploads).toMatchObject([{ status: 'processed' }]);
    expect(await stack.counted()).toBe(1);
  });
});

describe('a genuine signature over what is true of an object of yours', () => {
  it('is not counted again under TRUST=confirm', async () => {
    stack = await startTrustedStack('confirm');
    const key = 'uploads/known.txt';
    const body = 'bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&reqId=${reqId}';
    await clientOf(stack, BUCKET).put(key, Buffer.from(key), { callback: { url: stack.callbackUrl, body } });
    await stack.workOff();
    const truth = `bucket=${BUCKET}&object=${key}&etag=${etagOf(key)}&size=${Buffer.byteLength(key)}`;
    expect(await attack(stack, `${truth}&reqId=\${reqId}`)).toBe(200);
    expect(await attack(stack, truth)).toBe(200);
    await stack.workOff();
    expect((await stack.reader.list({ limit: 10 })).uploads.map(({ status }) => status).sort()).toEqual([
      'processed',
      'repeated',
      'repeated',
    ]);
    expect(await stack.counted()).toBe(1);
  });

  it('does not hide under TRUST=confirm that the callback of a future object is lost', async () => {
    stack = await startTrustedStack('confirm');
    const key = 'uploads/future.txt';
    const truth = `bucket=${BUCKET}&object=${key}&etag=${etagOf(key)}&size=${Buffer.byteLength(key)}`;
    expect(await attack(stack, truth)).toBe(200);
    await stack.workOff();
    await clientOf(stack, BUCKET).put(key, Buffer.from(key));
    stack.state.now += 600_000;
    expect(await stack.reconcile({ requestId: 'r-1' })).toMatchObject({ enqueued: 1 });
    await stack.workOff();
    expect(await stack.counted()).toBe(1);
    expect((await stack.reader.list({ limit: 10 })).uploads.map(({ status }) => status).sort()).toEqual([
      'processed',
      'unconfirmed',
    ]);
  });
});

describe('an attacker who has factored the key, under TRUST=ticket', () => {
  beforeEach(async () => {
    stack = await startTrustedStack('ticket');
  });

  it('is refused without a ticket', async () => {
    expect(await postSigned(stack, `bucket=${BUCKET}&object=uploads/a&etag=AB&size=1`)).toBe(400);
    expect(await postSigned(stack, '')).toBe(400);
    expect(await postSigned(stack, '{"bucket":')).toBe(400);
    expect(await stack.workOff()).toBe(0);
  });

  it.each<[string, () => string]>([
    [
      'a ticket of his own making',
      () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a', { secret: 'x'.repeat(40) })),
    ],
    ['the ticket of another object', () => bodyOf('uploads/b', ticketFor(stack, 'uploads/a'))],
    [
      'the ticket of another bucket',
      () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a', { bucket: 'your-uploads' })),
    ],
    [
      'a ticket for a prefix that the key does not have',
      () => bodyOf('uploads/a', ticketFor(stack, 'avatars/', { scope: 'prefix' })),
    ],
    [
      'an expired ticket',
      () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a', { expiresAt: Math.floor(stack.state.now / 1_000) })),
    ],
    ['a truncated ticket', () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a').slice(0, -1))],
    ['a flipped bit', () => bodyOf('uploads/a', flipLast(ticketFor(stack, 'uploads/a')))],
    ['a prefix length of 0', () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a').replace(/\.9\./, '.0.'))],
    [
      'a prefix length beyond the key',
      () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a').replace(/\.9\./, '.10.')),
    ],
    [
      'a second bucket in the same body',
      () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a'), '&bucket=your-uploads'),
    ],
    ['a second object in the same body', () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a'), '&object=uploads/b')],
    ['a second ticket in the same body', () => bodyOf('uploads/a', ticketFor(stack, 'uploads/a'), '&ticket=v1')],
  ])('is refused with %s', async (_name, make) => {
    expect(await postSigned(stack, make())).toBe(400);
    expect(await stack.workOff()).toBe(0);
  });

  it('is refused with a ticket of a retired secret, but the one before the current is still good', async () => {
    const before = ticketFor(stack, 'uploads/a');
    stack.state.secrets = ['the second ticket secret, long enough!', ...stack.state.secrets];
    expect(await postSigned(stack, bodyOf('uploads/a', before))).toBe(200);
    stack.state.secrets = ['the third ticket secret, long enough!!', stack.state.secrets[0] ?? ''];
    stack.state.now += 300_000;
    expect(await postSigned(stack, bodyOf('uploads/a', before, '&reqId=1'))).toBe(400);
    expect(await postSigned(stack, bodyOf('uploads/a', ticketFor(stack, 'uploads/a')))).toBe(200);
  });

  it('who uses a good ticket for a second upload is seen', async () => {
    const ticket = ticketFor(stack, 'uploads/a');
    expect(await postSigned(stack, bodyOf('uploads/a', ticket))).toBe(200);
    expect(await postSigned(stack, bodyOf('uploads/a', ticket).replace('etag=AB', 'etag=CD'))).toBe(200);
    await stack.workOff();
    const flagged = stack.lines.filter(({ ticketReused }) => ticketReused === true);
    expect(flagged).toMatchObject([{ outcome: 'processed', object: 'uploads/a' }]);
  });
});

describe('a captured callback that is sent again', () => {
  it('changes nothing, however often, and whatever unsigned headers it has', async () => {
    stack = await startTrustedStack('ticket');
    const genuine = bodyOf('uploads/a', ticketFor(stack, 'uploads/a'), '&reqId=5B9CDDCC9D2B0CA88AE2BEA1');
    const tries = [
      {},
      {
        'x-oss-bucket': 'other',
        'x-oss-request-id': '000000000000000000000000',
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      },
      { 'content-type': 'application/json' },
      { 'x-oss-pub-key-url': Buffer.from('http://gosspublic.alicdn.com/callback_pub_key_v1.pem').toString('base64') },
    ];
    for (const headers of tries) expect(await postSigned(stack, genuine, headers)).toBe(200);
    await stack.workOff();
    for (const headers of tries) expect(await postSigned(stack, genuine, headers)).toBe(200);
    await stack.workOff();
    expect(await stack.counted()).toBe(1);
    expect(stack.lines.some(({ ticketReused }) => ticketReused === true)).toBe(false);
  });

  it('is refused under TRUST=ticket after a day, and without effect under the others', async () => {
    stack = await startTrustedStack('ticket');
    const genuine = bodyOf('uploads/a', ticketFor(stack, 'uploads/a'));
    expect(await postSigned(stack, genuine)).toBe(200);
    await stack.workOff();
    stack.state.now += DAY_MS;
    expect(await postSigned(stack, genuine)).toBe(400);
    await stack.stop();

    stack = await startTrustedStack('signature');
    expect(await postSigned(stack, genuine)).toBe(200);
    await stack.workOff();
    stack.state.now += DAY_MS;
    expect(await postSigned(stack, genuine)).toBe(200);
    await stack.workOff();
    expect(await stack.counted()).toBe(1);
  });
});

describe('two different uploads', () => {
  it.each([
    ['the same reqId', '&reqId=5B9CDDCC9D2B0CA88AE2BEA1'],
    ['an empty reqId', '&reqId='],
    ['a constant reqId', '&reqId=constant'],
    ['no reqId', ''],
  ])('with %s both count', async (_name, reqId) => {
    stack = await startTrustedStack('ticket');
    expect(await postSigned(stack, bodyOf('uploads/a', ticketFor(stack, 'uploads/a'), reqId))).toBe(200);
    expect(await postSigned(stack, bodyOf('uploads/b', ticketFor(stack, 'uploads/b'), reqId))).toBe(200);
    expect(await postSigned(stack, bodyOf('uploads/a', ticketFor(stack, 'uploads/a'), reqId))).toBe(200);
    await stack.workOff();
    expect(await stack.counted()).toBe(3);
  });
});

function flipLast(ticket: string): string {
  const last = ticket.charCodeAt(ticket.length - 5);
  return ticket.slice(0, -5) + String.fromCharCode(last ^ 1) + ticket.slice(-4);
}
