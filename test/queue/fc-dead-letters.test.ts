import { NotDurableError, RedriveFailedError } from '../../lib/errors.ts';
import { createFcDeadLetters } from '../../lib/queue/fc-dead-letters.ts';
import type { FcSend } from '../../lib/queue/fc-queue.ts';
import { createMemoryDeadLetterShelf } from '../../lib/store/memory-dead-letter-shelf.ts';

/** A shelf with letters on it, named by their numbers. */
async function shelfOf(count: number) {
  const shelf = createMemoryDeadLetterShelf();
  for (let index = 0; index < count; index += 1) await shelf.put({ id: `id-${index}`, body: String(index) });
  return shelf;
}

/** A worker's queue that does with each message what it is told to. */
function sending(answer: (body: string) => Promise<void> = () => Promise.resolve()) {
  const sent: string[] = [];
  const send: FcSend = async (payload) => {
    await answer(payload.toString());
    sent.push(payload.toString());
  };
  return { sent, send };
}

describe('redrive', () => {
  it('takes a letter away only once its message is durable', async () => {
    const shelf = await shelfOf(3);
    const { send } = sending(async (body) => {
      expect((await shelf.list({ limit: 1 }))[0]?.body).toBe(body);
    });
    expect(await createFcDeadLetters({ shelf, send }).redrive()).toEqual({ moved: 3, ended: true });
    expect(await shelf.count()).toBe(0);
  });

  it('leaves what could not be handed over, and says how far it got', async () => {
    const shelf = await shelfOf(3);
    const { sent, send } = sending((body) =>
      body === '1' ? Promise.reject(new NotDurableError('403')) : Promise.resolve(),
    );
    const redriven = createFcDeadLetters({ shelf, send }).redrive();
    await expect(redriven).rejects.toThrow(RedriveFailedError);
    await expect(redriven).rejects.toMatchObject({ moved: 1, message: expect.stringContaining('403') as string });
    expect({ sent, left: await shelf.count() }).toEqual({ sent: ['0'], left: 2 });
  });

  it('ends when it is told to, and tells how many are left', async () => {
    const shelf = await shelfOf(3);
    const enough = new AbortController();
    const { sent, send } = sending(() => {
      enough.abort();
      return Promise.resolve();
    });
    const redrive = await createFcDeadLetters({ shelf, send }).redrive({ signal: enough.signal });
    expect(redrive).toEqual({ moved: 1, ended: true, left: 2 });
    expect({ sent, left: await shelf.count() }).toEqual({ sent: ['0'], left: 2 });
  });

  it('ends also where each message fails again at once', async () => {
    const shelf = await shelfOf(150);
    const { sent, send } = sending((body) => shelf.put({ id: `again-${body}`, body }));
    expect(await createFcDeadLetters({ shelf, send }).redrive()).toEqual({ moved: 150, ended: true });
    expect({ sent: new Set(sent).size, left: await shelf.count() }).toEqual({ sent: 150, left: 150 });
  });
});
