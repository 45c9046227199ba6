import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { freePort } from '../helpers/free-port.ts';

// Below the project, where the program finds its package.json as it does when installed.
const FOLDER = 'node_modules/.cache/oss-callback-cli-test';
const MAIN = `${FOLDER}/main.js`;
const run = promisify(execFile);

beforeAll(async () => {
  await build({
    entryPoints: ['lib/cli/main.ts'],
    outdir: FOLDER,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterAll(async () => {
  await rm(FOLDER, { recursive: true });
});

describe('oss-callback', () => {
  it('runs, and ends with the exit code of its command', async () => {
    const { stdout, stderr } = await run(process.execPath, [MAIN, 'uploads', 'list', '--help']);
    expect(stdout).toContain('Usage: oss-callback uploads list');
    expect(stderr).toBe('');
    await expect(run(process.execPath, [MAIN, 'stats'], { env: {} })).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'oss-callback: STORE must be stated: dynamodb or postgres; or use --local for that of a running `npm start`\n',
    });
  });

  it.each([
    { away: 'QUEUE_URL', argv: ['dlq', 'list'] },
    { away: 'DATABASE_URL', argv: ['stats'] },
  ])('blames what is away, and nothing else: $away', async ({ away, argv }) => {
    const [queuePort, databasePort] = [await freePort(), await freePort()];
    const env = {
      QUEUE: 'sqs',
      QUEUE_URL: `http://127.0.0.1:${queuePort}/000000000000/uploads`,
      STORE: 'postgres',
      DATABASE_URL: `postgres://u@localhost:${databasePort}/d`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    await expect(run(process.execPath, [MAIN, ...argv], { env })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`: nothing listens there; check host and port of ${away}, and`) as string,
    });
  });

  it('knows its version', async () => {
    expect((await run(process.execPath, [MAIN, '--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('ends in peace when nobody reads on', async () => {
    const child = spawn(process.execPath, [MAIN, '--help']);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await once(child, 'close');
    expect(stderr).toBe('');
  });
});
