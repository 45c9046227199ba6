import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What a script printed, and how it ended. */
export interface ScriptResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunScriptOptions {
  /** Program text put before everything else, where a host environment is to be altered. */
  readonly preload?: string;
  /** Modules that are not bundled. */
  readonly external?: string[];
  /** What a POSIX shell is told, with the command as `"$@"`: to limit the process, or to give its output to another. */
  readonly shell?: string;
}

/** Bundles a TypeScript text whose imports start at the project's root, and runs it in a process of its own. */
export async function runScript(
  source: string,
  { preload = '', external = [], shell = 'exec "$@"' }: RunScriptOptions = {},
): Promise<ScriptResult> {
  const folder = await mkdtemp(join(tmpdir(), 'oss-callback-test-'));
  try {
    const file = join(folder, 'script.cjs');
    await build({
      stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
      outfile: file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      banner: { js: preload },
      external,
      logLevel: 'error',
    });
    return await new Promise((resolve) => {
      execFile('sh', ['-c', shell, 'sh', process.execPath, file], (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
