import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { parse } from 'yaml';

/** A bundle as it is deployed. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  /** Every file that is in it, from the project's root. */
  readonly inputs: readonly string[];
}

/** Bundles a handler as `serverless package` does, with the settings of `serverless.yml`. */
export async function bundleHandler(entry: string, folder: string): Promise<Bundle> {
  const file = join(folder, `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.cjs`);
  const { metafile } = await build({
    ...(await esbuildSettings()),
    entryPoints: [entry],
    outfile: file,
    platform: 'node',
    metafile: true,
    logLevel: 'error',
  });
  const bytes = Object.values(metafile.outputs)[0]?.bytes ?? 0;
  return { file, bytes, inputs: Object.keys(metafile.inputs) };
}

// What serverless-esbuild takes out before it hands the rest to esbuild.
const NOT_OF_ESBUILD = new Set(['outputFileExtension', 'skipRebuild', 'exclude']);

async function esbuildSettings(): Promise<BuildOptions> {
  const service = parse(await readFile('serverless.yml', 'utf8'), { logLevel: 'silent' }) as {
    readonly custom: { readonly esbuild: Record<string, unknown> };
  };
  return Object.fromEntries(Object.entries(service.custom.esbuild).filter(([name]) => !NOT_OF_ESBUILD.has(name)));
}
