import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { freePort } from '../helpers/free-port.ts';
import { runCommand } from '../helpers/run-command.ts';
import { until } from '../helpers/until.ts';

// Below the project, where the examples find what they import as they do when installed.
const FOLDER = 'node_modules/.cache/oss-callback-own-server-test';
const SERVERS = ['node-http', 'hono'];
const EXAMPLES = [...SERVERS, 'simulator'];
const running: ChildProcess[] = [];

beforeAll(async () => {
  await build({
    entryPoints: EXAMPLES.map((name) => `test/integration/examples/${name}.ts`),
    outdir: FOLDER,
    outExtension: { '.js': '.mjs' },
    alias: {
      'oss-callback-receiver/simulator': './lib/simulator/index.ts',
      'oss-callback-receiver': './lib/index.ts',
    },
    bundle: true,
    packages: 'bundle',
    external: ['@aws-sdk/*', 'ali-oss', 'pino', 'node-rsa', 'hono', '@hono/node-server'],
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
});
afterAll(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  }
  await rm(FOLDER, { recursive: true, force: true });
});

/** Starts an example, and resolves to its URL once it answers. */
async function start(name: string): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [`${FOLDER}/${name}.mjs`], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.push(child);
  const url = `http://127.0.0.1:${port}`;
  await until(`the example "${name}"`, () => fetch(url).then(Boolean, () => false));
  return url;
}

describe('README, "Use it in your own server"', () => {
  it.each(EXAMPLES)('has the very example %s that is run here', async (name) => {
    const example = await readFile(`test/integration/examples/${name}.ts`, 'utf8');
    expect(await readFile('README.md', 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
  });

  it.each(SERVERS)('is a callback server to the satisfaction of OSS: %s', async (name) => {
    const { exitCode, stdout } = await runCommand(['probe', await start(name)]);
    expect(stdout).toMatch(/15 passed, 2 not-applicable\n$/);
    expect(exitCode).toBe(0);
  });

  it('plays OSS to a server', async () => {
    const env = { ...process.env, PORT: String(await freePort()) };
    const { stdout } = await promisify(execFile)(process.execPath, [`${FOLDER}/simulator.mjs`], { env });
    expect(stdout).toBe('object=hello.txt&size=5 200\n');
  });
});
