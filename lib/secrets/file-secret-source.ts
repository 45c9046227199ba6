import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SecretUnavailableError } from '../errors.ts';
import type { SecretSource } from './secret-source.ts';

/** Options of {@link createFileSecretSource}. */
export interface FileSecretSourceOptions {
  /** Where the secret lies; only the user himself can read it. */
  readonly file: string;
  /** Makes a secret, where there is no file yet. */
  readonly create: () => string;
}

/** Creates the source of a secret in a file, made at the first reading: for local runs, whose processes share it. */
export function createFileSecretSource({ file, create }: FileSecretSourceOptions): SecretSource {
  return {
    name: file,
    async read() {
      try {
        return [await readText(file)];
      } catch {
        // Not there yet, most likely.
      }
      try {
        await createFile(file, `${create()}\n`);
        return [await readText(file)];
      } catch (cause) {
        throw new SecretUnavailableError(file, 'the file cannot be read or made', { cause });
      }
    },
  };
}

async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}

/** Makes the file whole or not at all: of several processes that start together one makes it, and all read that one. */
async function createFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, file).catch(ignoreExisting);
  } finally {
    await rm(draft);
  }
}

function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
