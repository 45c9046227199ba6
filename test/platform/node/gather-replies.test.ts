import { createReplyGathering } from '../../../lib/platform/node/gather-replies.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How many turns of the event loop pass until it resolves. */
async function turnsUntil(done: Promise<void>): Promise<number> {
  const state = { isDone: false, turns: 0 };
  void done.then(() => (state.isDone = true));
  while (!state.isDone) {
    await nextTurn();
    state.turns += 1;
  }
  return state.turns;
}

/** How many turns the first waits where each turn brings another, for so many turns. */
function turnsWithOthers(others: number): Promise<number> {
  const together = createReplyGathering(() => 0);
  const first = turnsUntil(together());
  const bring = async (): Promise<void> => {
    for (let turn = 0; turn < others; turn += 1) {
      await nextTurn();
      void together();
    }
  };
  void bring();
  return first;
}

describe('createReplyGathering', () => {
  it('lets one that is alone leave after two turns', async () => {
    expect(await turnsUntil(createReplyGathering(() => 0)())).toBe(2);
  });

  it('lets those of one turn leave at its end where they are eight, in their order', async () => {
    const together = createReplyGathering(() => 0);
    const left: number[] = [];
    const all = Array.from({ length: 8 }, (_, index) => together().then(() => left.push(index)));
    expect(await turnsUntil(Promise.all(all).then(() => undefined))).toBe(1);
    expect(left).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('waits on while others come, and two turns after the last', async () => {
    expect([await turnsWithOthers(1), await turnsWithOthers(4)]).toEqual([4, 7]);
  });

  it('makes the first wait for eight turns at most, and the last no longer than it', async () => {
    expect(await turnsWithOthers(6)).toBe(8);
    const together = createReplyGathering(() => 0);
    const first = turnsUntil(together());
    await nextTurn();
    const second = turnsUntil(together());
    expect([await first, await second]).toEqual([4, 3]);
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
    expect(await turnsUntil(together())).toBe(2);
  });
});
