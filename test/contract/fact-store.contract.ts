import type { FactStore } from '../../lib/store/fact-store.ts';

/** The suite that every adapter of the store of facts must pass. */
export function testFactStore(name: string, create: () => Promise<FactStore>): void {
  describe(`FactStore contract: ${name}`, () => {
    it('keeps the first of a name and gives it to all who come later', async () => {
      const facts = await create();
      expect(await facts.keepFirst('a', '1')).toBe('1');
      expect(await facts.keepFirst('a', '2')).toBe('1');
      expect(await facts.keepFirst('b', '2')).toBe('2');
    });

    it('gives all of a crowd the same', async () => {
      const facts = await create();
      const kept = await Promise.all(Array.from({ length: 20 }, (_, index) => facts.keepFirst('a', String(index))));
      expect(new Set(kept).size).toBe(1);
    });

    it('replaces a fact', async () => {
      const facts = await create();
      await facts.keepFirst('a', '1');
      await facts.keep('a', '2', { expiresAt: 4_000_000_000 });
      await facts.keep('b', 'é\n"');
      expect(await facts.read(['a', 'b', 'c', 'a'])).toEqual(
        new Map([
          ['a', '2'],
          ['b', 'é\n"'],
        ]),
      );
    });

    it('reads many at once', async () => {
      const facts = await create();
      const names = Array.from({ length: 250 }, (_, index) => `n${index}`);
      await Promise.all(names.map((each) => facts.keep(each, each)));
      expect((await facts.read([...names, 'none'])).size).toBe(250);
      expect(await facts.read([])).toEqual(new Map());
    });
  });
}
