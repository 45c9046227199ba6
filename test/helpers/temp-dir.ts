import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder for the tests of a file; it is removed after them. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'oss-callback-'));
  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}
