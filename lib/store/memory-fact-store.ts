import type { FactStore } from './fact-store.ts';

const MAX_FACTS = 100_000;

/** Creates a store of facts that lasts as long as the process; the oldest of more than 100,000 are forgotten. */
export function createMemoryFactStore(): FactStore {
  const facts = new Map<string, string>();
  const set = (name: string, value: string): void => {
    facts.set(name, value);
    const oldest = facts.keys().next().value;
    if (facts.size > MAX_FACTS && oldest !== undefined) facts.delete(oldest);
  };
  return {
    keepFirst(name, value) {
      if (!facts.has(name)) set(name, value);
      return Promise.resolve(facts.get(name) ?? value);
    },
    keep(name, value) {
      set(name, value);
      return Promise.resolve();
    },
    read(names) {
      const found = names.flatMap((name): [string, string][] => {
        const value = facts.get(name);
        return value === undefined ? [] : [[name, value]];
      });
      return Promise.resolve(new Map(found));
    },
  };
}
