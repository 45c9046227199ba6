import { readFile } from 'node:fs/promises';
import { UsageError } from './cli-command.ts';
import type { CliIo } from './cli-io.ts';
import { readInput } from './read-input.ts';

/** Of what a person types, what looks like a file's name and like nothing that these commands read. */
const FILE_NAME = /^(?:\.{0,2}\/)?(?:[\w.~-]+\/)*[\w~-]*\.[a-z]\w{0,9}$/i;

/** Of what a person types, a word: none of the signs without which no parameters can be written, though base64 is one, too. */
const WORD = /^[\w./~-]+$/;

/** Options of {@link readText}. */
export interface ReadTextOptions {
  /** Whether a word alone can be what the command is about; else it can only be meant as a file. Default: it can. */
  readonly isText?: (word: string) => boolean;
  /** Whether a word is so surely what the command is about that no directory of that name can be meant. Default: it is not. */
  readonly isKnown?: (word: string) => boolean;
}

/**
 * Reads what a command is about: a file, where there is one of that name; else the words themselves; what is piped in where there
 * are none (or `-`).
 * @throws {UsageError} where there is nothing to read, or what looks like a file is not there.
 */
export async function readText(
  io: Pick<CliIo, 'stdin'>,
  words: readonly string[],
  { isText = () => true, isKnown = () => false }: ReadTextOptions = {},
): Promise<string> {
  const [first = '-', ...more] = words;
  if (first === '-' && more.length === 0) {
    const piped = Buffer.from(await readInput(io)).toString('utf8');
    if (piped.trim() === '') throw new UsageError('expected something to read, and nothing was piped in');
    return piped;
  }
  if (more.length > 0) return words.join(' ');
  try {
    return await readFile(first, 'utf8');
  } catch (cause) {
    const isDirectory = (cause as NodeJS.ErrnoException).code === 'EISDIR' && !isKnown(first);
    const isName = FILE_NAME.test(first) || (WORD.test(first) && !isText(first));
    if (isDirectory || isName) throw new UsageError(`expected a readable file, got "${first}"`, { cause });
    return first;
  }
}
