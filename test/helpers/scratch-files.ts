import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes files for the tests of one file, and takes them away after the last. Call it where tests are described. */
export function scratchFiles(): (name: string, text: string) => Promise<string> {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scratch-'));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });
  return async (name, text) => {
    const path = join(directory, name);
    await writeFile(path, text);
    return path;
  };
}
