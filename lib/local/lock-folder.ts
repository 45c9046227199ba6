import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigInvalidError } from '../errors.ts';

/**
 * Keeps a second run out of a folder, which would overwrite what the first writes. What a killed run left is taken over.
 * @returns a function that lets others in again.
 * @throws {ConfigInvalidError} naming the process that has the folder, and what to do.
 */
export function lockFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'run.pid');
  const owner = ownerOf(file);
  if (owner !== undefined) {
    throw new ConfigInvalidError(
      `${dir} is in use by another run (process ${owner}). Stop that one, or set LOCAL_DIR to another folder.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => {
    rmSync(file, { force: true });
  };
}

function ownerOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // In a container that was killed and started anew, this run has the number of the one before.
    if (pid === process.pid) return undefined;
    // Signal 0 only asks whether the process is there.
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
