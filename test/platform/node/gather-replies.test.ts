import { createReplyGathering } from '../../../lib/platform/node/gather-replies.ts';

/** How many turns of the event loop pass until it resolves. */
async function turnsUntil(done: Promise<void>): Promise<number> {
  const state = { isDone: false, turns: 0 };
  void done.then(() => (state.isDone = true));
  while (!state.isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    state.turns += 1;
  }
  return state.turns;
}

describe('createReplyGathering', () => {
  it('lets one that is alone leave after eight turns', async () => {
    expect(await turnsUntil(createReplyGathering(() => 0)())).toBe(8);
  });

  it('lets those of one turn leave at its end where they are eight, in their order', async () => {
    const together = createReplyGathering(() => 0);
    const left: number[] = [];
    const all = Array.from({ length: 8 }, (_, index) => together().then(() => left.push(index)));
    expect(await turnsUntil(Promise.all(all).then(() => undefined))).toBe(1);
    expect(left).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('makes the last of several turns wait no longer than the first', async () => {
    const together = createReplyGathering(() => 0);
    const first = turnsUntil(together());
    await new Promise((resolve) => setImmediate(resolve));
    const second = turnsUntil(together());
    expect([await first, await second]).toEqual([8, 7]);
  });

  it('lets those leave at the end of a turn that took long', async () => {
    let now = 0;
    const together = createReplyGathering(() => now);
    const first = turnsUntil(together());
    now = 2;
    expect(await first).toBe(1);
  });

  it('begins anew for who comes after they left', async () => {
    const together = createReplyGathering(() => 0);
    await together();
    expect(await turnsUntil(together())).toBe(8);
  });
});
