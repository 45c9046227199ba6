import { mkdtemp, readFile, rm, stat, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSecretSource } from '../../lib/secrets/file-secret-source.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oss-callback-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('createFileSecretSource', () => {
  it('makes the secret at the first reading, for the user alone, and keeps it', async () => {
    const file = join(folder, 'inner', 'ticket-secret');
    let made = 0;
    const source = createFileSecretSource({ file, create: () => `secret ${(made += 1)}` });
    const signal = AbortSignal.timeout(5_000);
    expect(await source.read(signal)).toEqual(['secret 1']);
    expect(await source.read(signal)).toEqual(['secret 1']);
    expect(await readFile(file, 'utf8')).toBe('secret 1\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('gives processes that start together the same secret', async () => {
    const file = join(folder, 'ticket-secret');
    const read = (index: number): Promise<readonly string[]> =>
      createFileSecretSource({ file, create: () => `secret ${index}` }).read(AbortSignal.timeout(5_000));
    const secrets = await Promise.all(Array.from({ length: 20 }, (_, index) => read(index)));
    expect(new Set(secrets.flat()).size).toBe(1);
    expect(await readdir(folder)).toEqual(['ticket-secret']);
  });

  it('names the file where it cannot be made', async () => {
    const source = createFileSecretSource({ file: join(folder, 'x\0'), create: () => 'secret' });
    await expect(source.read(AbortSignal.timeout(5_000))).rejects.toMatchObject({ code: 'ERR_SECRET_UNAVAILABLE' });
  });
});
