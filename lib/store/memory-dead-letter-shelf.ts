import type { DeadLetterShelf, ShelvedLetter } from '../fc/dead-letter-shelf.ts';

/** Creates a shelf that lasts as long as the process. */
export function createMemoryDeadLetterShelf(): DeadLetterShelf {
  const letters = new Map<string, ShelvedLetter>();
  return {
    put(letter) {
      if (!letters.has(letter.id)) letters.set(letter.id, letter);
      return Promise.resolve();
    },
    count: () => Promise.resolve(letters.size),
    list: ({ limit }) => Promise.resolve([...letters.values()].slice(0, limit)),
    remove(id) {
      letters.delete(id);
      return Promise.resolve();
    },
  };
}
