import { ERROR_WORDS } from './error-words.ts';
import { KNOWN_ERRORS } from './known-errors.ts';

/** How many of them are worth showing. */
const SHOWN = 3;

const COMMON = ['callback', 'error', 'that', 'with', 'your', 'this', 'does'];

const ENTRIES: readonly { readonly code: string; readonly title: string; readonly words: ReadonlySet<string> }[] = [
  ...KNOWN_ERRORS.map(({ name, words, message }) => entry(name, words.title, message.source)),
  ...Object.entries(ERROR_WORDS).map(([code, { title }]) => entry(code, title, code)),
];

/** Finds the known errors that share the most words with a text; none where none is shared. */
export function nearestErrors(text: string): { code: string; title: string }[] {
  const wanted = wordsOf(text);
  return ENTRIES.map(({ code, title, words }) => ({
    code,
    title,
    shared: [...words].filter((word) => wanted.has(word)).length,
  }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, SHOWN)
    .map(({ code, title }) => ({ code, title }));
}

function entry(code: string, title: string, message: string) {
  return { code, title, words: wordsOf(`${code} ${title} ${message}`) };
}

// Short words say nothing, and the common ones stand in every message.
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  // "configured" and "configuration" are one here.
  return new Set(words.filter((word) => !COMMON.includes(word)).map((word) => word.slice(0, 6)));
}
