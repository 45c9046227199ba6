import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startLocalPostgres } from '../../lib/local/local-postgres.ts';
import { migratePostgres, openPostgresUploadReader, openPostgresUploadStore } from '../../lib/store/open-postgres.ts';
import { uploadId, uploadRecord } from '../helpers/upload-messages.ts';

const clock = Date.now;

// Dies as soon as it is told to, by a signal that nobody can catch.
const SOURCE = `
import { startLocalPostgres } from './lib/local/local-postgres.ts';
const { url } = await startLocalPostgres({ port: 0, dir: process.argv[2] });
process.send({ url });
process.once('message', () => process.kill(process.pid, 'SIGKILL'));
`;

describe('startLocalPostgres', () => {
  let folder: string;
  beforeAll(async () => {
    // Among the packages, since PGlite finds its own files beside its program.
    const cache = join(process.cwd(), 'node_modules/.cache');
    await mkdir(cache, { recursive: true });
    folder = await mkdtemp(join(cache, 'oss-callback-postgres-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('keeps what was stored, though the process is killed', async () => {
    const outfile = join(folder, 'local-postgres.mjs');
    const stdin = { contents: SOURCE, resolveDir: process.cwd(), loader: 'ts' } as const;
    await build({
      stdin,
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    const dir = join(folder, 'data');
    const child = fork(outfile, [dir], { execArgv: [] });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    const config = { kind: 'postgres', url } as const;
    await migratePostgres(config, { clock });
    await (await openPostgresUploadStore(config, { clock })).record(uploadRecord('a'));
    const exited = once(child, 'exit');
    child.send('die');
    expect(await exited).toEqual([null, 'SIGKILL']);

    const again = await startLocalPostgres({ port: 0, dir });
    const reader = await openPostgresUploadReader({ kind: 'postgres', url: again.url }, { clock });
    expect((await reader.get(uploadId('a')))?.record).toEqual(uploadRecord('a'));
    await again.stop();
  });
});
