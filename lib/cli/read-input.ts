import { readFile } from 'node:fs/promises';
import { UsageError } from './cli-command.ts';
import type { CliIo } from './cli-io.ts';

/**
 * Reads a file, or what is piped in where none is named (or `-` is), to the octet.
 * @throws {UsageError} where there is nothing to read.
 */
export async function readInput({ stdin }: Pick<CliIo, 'stdin'>, file = '-'): Promise<Uint8Array> {
  if (file !== '-') return readNamed(file);
  if (stdin === undefined) throw new UsageError('expected a file, or something piped in');
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readNamed(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError(`expected a readable file, got "${file}"`, { cause });
  }
}
