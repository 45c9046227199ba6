import { takeTurns } from '../../../lib/console/server/take-turns.ts';

/** Dead letters that are hidden while they are listed, as a queue hides them. */
function hidingDeadLetters() {
  let isHidden = false;
  const letter = { id: 'a', body: '' };
  const finish: (() => void)[] = [];
  return {
    finish,
    deadLetters: {
      count: () => Promise.resolve(1),
      list: async () => {
        if (isHidden) return [];
        isHidden = true;
        await new Promise<void>((resolve) => finish.push(resolve));
        isHidden = false;
        return [letter];
      },
      redrive: () => Promise.resolve({ moved: isHidden ? 0 : 1, ended: true }),
    },
  };
}

describe('takeTurns', () => {
  it('moves what a listing has hidden once that listing is done', async () => {
    const { deadLetters, finish } = hidingDeadLetters();
    const inTurn = takeTurns(deadLetters);
    const listed = inTurn.list({ limit: 1 });
    const redriven = inTurn.redrive();
    expect(await inTurn.count()).toBe(1);
    finish[0]?.();
    expect(await listed).toHaveLength(1);
    expect(await redriven).toEqual({ moved: 1, ended: true });
  });

  it('goes on after one that failed', async () => {
    const failing = { ...hidingDeadLetters().deadLetters, list: () => Promise.reject(new Error('no queue')) };
    const inTurn = takeTurns(failing);
    const listed = inTurn.list({ limit: 1 });
    const redriven = inTurn.redrive();
    await expect(listed).rejects.toThrow('no queue');
    expect(await redriven).toEqual({ moved: 1, ended: true });
  });
});
