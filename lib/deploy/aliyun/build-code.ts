import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { zipSync } from 'fflate';
import { createCrc64 } from '../../simulator/storage/crc64.ts';

/** A code package. */
export interface Code {
  readonly zip: Uint8Array;
  /** CRC-64 of the package, in decimal, as Function Compute states it of what it has. */
  readonly checksum: string;
}

/** How to bundle, as serverless.aliyun.yml says under `custom.esbuild`. */
export type BundlerSettings = Readonly<Record<string, unknown>>;

// The first moment that a zip archive can state, in whatever zone: the same source makes the same package.
const FIXED_TIME = new Date(1980, 0, 1);

/** Bundles a module and all that it imports into one file of CommonJS; returns its octets. */
export async function bundle(entry: string, serviceDir: string, settings: BundlerSettings): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    format: 'cjs',
    ...(settings as BuildOptions),
    entryPoints: [join(serviceDir, entry)],
    absWorkingDir: serviceDir,
    bundle: true,
    platform: 'node',
    outfile: 'index.cjs',
    write: false,
    logLevel: 'error',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new TypeError(`esbuild made nothing of ${entry}`);
  return output.contents;
}

/** Makes the code package of a function: `index.cjs` alone. The same source makes the same octets. */
export async function buildCode(server: string, serviceDir: string, settings: BundlerSettings): Promise<Code> {
  const script = await bundle(`${server}.ts`, serviceDir, settings);
  const zip = zipSync({ 'index.cjs': [script, { mtime: FIXED_TIME, level: 9 }] });
  return toCode(zip);
}

/** Reads a package that was written before. */
export function readCode(path: string): Code {
  return toCode(readFileSync(path));
}

function toCode(zip: Uint8Array): Code {
  const crc = createCrc64();
  crc.update(zip);
  return { zip, checksum: String(crc.value()) };
}

/** Writes a package into a folder; returns its path. */
export function writeCode(folder: string, key: string, { zip }: Code): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${key}.zip`);
  writeFileSync(path, zip);
  return path;
}
