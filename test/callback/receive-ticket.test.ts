import { createCallbackReceiver, type CallbackReceiverOptions } from '../../lib/callback/receive.ts';
import { TicketInvalidError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { generateKey, signedRequest } from '../helpers/signed-request.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: () => Promise.reject(new Error('a fetch')),
});
function start(options: Partial<CallbackReceiverOptions>) {
  const queue = createFakeQueue();
  return {
    queue,
    receive: createCallbackReceiver({ pubKeys, queue, clock: Date.now, logger: silentLogger, ...options }),
  };
}
const request = signedRequest({ key });
const refuse = (): never => {
  throw new TicketInvalidError('missing');
};

describe('createCallbackReceiver with tickets', () => {
  it('refuses a callback whose ticket is refused, and enqueues nothing', async () => {
    const { receive, queue } = start({ trust: ['ticket'], checkTicket: refuse });
    const reply = await receive(request);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toMatchObject({ Code: 'InvalidCallback' });
    expect(queue.messages).toEqual([]);
  });

  it('answers as it answers a bad signature, octet for octet', async () => {
    const { receive } = start({ trust: ['ticket'], checkTicket: refuse });
    const forged = { ...request, body: Buffer.from('forged') };
    expect(await receive(request)).toEqual(await receive(forged));
  });

  it('does not look at tickets before it has verified', async () => {
    let isAsked = false;
    const checkTicket = (): never => {
      isAsked = true;
      return refuse();
    };
    await start({ trust: ['ticket'], checkTicket }).receive({ ...request, path: '/forged' });
    expect(isAsked).toBe(false);
  });

  it('does not look at tickets where it is not told to', async () => {
    expect((await start({ checkTicket: refuse }).receive(request)).status).toBe(200);
    expect((await start({ trust: ['confirm'], checkTicket: refuse }).receive(request)).status).toBe(200);
  });

  it('cannot be made without what checks them', () => {
    expect(() => start({ trust: ['ticket'] })).toThrow(
      new TypeError('"checkTicket" must be given where "trust" has ticket'),
    );
  });
});
