import type { DeadLetterShelf } from '../../lib/fc/dead-letter-shelf.ts';

/** The suite that every adapter of the shelf of dead letters must pass. */
export function testDeadLetterShelf(name: string, create: () => Promise<DeadLetterShelf>): void {
  describe(`DeadLetterShelf contract: ${name}`, () => {
    it('is empty at first, and minds no letter that is gone', async () => {
      const shelf = await create();
      await shelf.remove('none');
      expect({ count: await shelf.count(), list: await shelf.list({ limit: 10 }) }).toEqual({ count: 0, list: [] });
    });

    it('keeps each letter as it was put, whatever is in it', async () => {
      const shelf = await create();
      const whole = { id: 'a', body: '{"中":"\\ud83d\u0000"}', sentAt: '2026-11-02T10:20:30.400Z', reason: 'no\u0000' };
      await shelf.put(whole);
      expect(await shelf.list({ limit: 10 })).toEqual([whole]);
      await shelf.remove('a');
      await shelf.put({ id: 'b', body: '' });
      expect(await shelf.list({ limit: 10 })).toEqual([{ id: 'b', body: '' }]);
    });

    it('keeps the first of an id, however often it is put', async () => {
      const shelf = await create();
      await Promise.all(Array.from({ length: 5 }, () => shelf.put({ id: 'a', body: 'x' })));
      await shelf.put({ id: 'a', body: 'y' });
      expect({ count: await shelf.count(), list: await shelf.list({ limit: 10 }) }).toEqual({
        count: 1,
        list: [{ id: 'a', body: 'x' }],
      });
    });

    it('lists the first ones first, no more than it is asked for', async () => {
      const shelf = await create();
      for (const id of ['b', 'c', 'a']) await shelf.put({ id, body: id });
      expect((await shelf.list({ limit: 2 })).map(({ id }) => id)).toEqual(['b', 'c']);
      await shelf.remove('b');
      expect((await shelf.list({ limit: 2 })).map(({ id }) => id)).toEqual(['c', 'a']);
      expect(await shelf.count()).toBe(2);
    });
  });
}
