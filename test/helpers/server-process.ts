import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { until } from './until.ts';

/** The plain server, in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** What it wrote on standard output, read as JSON. */
  lines(): Record<string, unknown>[];
  stderr(): string;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  /** Resolves with the address once it listens. */
  url(): Promise<string>;
  /** Memory that the process holds, in octets. */
  residentBytes(): Promise<number>;
}

/** Bundles the server once; the AWS SDK and other packages stay where they are. */
export async function buildServer(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const cache = join(process.cwd(), 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'oss-callback-server-'));
  const file = join(folder, 'server.mjs');
  await build({
    entryPoints: ['handlers/node/server.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}

export function startServerProcess(file: string, env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [file], { env: { PATH: process.env['PATH'], ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
    });
  });
  const lines = (): Record<string, unknown>[] =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    child,
    exited,
    lines,
    stderr: () => stderr,
    async url() {
      const line = await until(`the server to listen: ${stderr}`, () => lines().find(({ msg }) => msg === 'listening'));
      return String(line['url']);
    },
    async residentBytes() {
      const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8');
      return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) * 1_024;
    },
  };
}
