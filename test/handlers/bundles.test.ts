import { readFileSync } from 'node:fs';
import { build, type BuildOptions } from 'esbuild';
import { parse } from 'yaml';

interface BundlerSettings extends Pick<BuildOptions, 'bundle' | 'format' | 'minify' | 'keepNames' | 'sourcemap'> {
  readonly target: string;
  readonly exclude: string[];
}

// The tags of CloudFormation stand elsewhere in the file; here they are only text.
const { custom } = parse(readFileSync('serverless.yml', 'utf8'), { merge: true, logLevel: 'silent' }) as {
  custom: { esbuild: BundlerSettings };
};
const { bundle, format, minify, keepNames, target, exclude } = custom.esbuild;

/** What a function's bundle is made of, as serverless.yml has it bundled. */
async function bundleOf(entry: string, leftOut: readonly string[] = exclude) {
  const options = {
    bundle,
    format,
    minify,
    keepNames,
    target,
    external: [...leftOut],
    platform: 'node',
    metafile: true,
    write: false,
  } as const;
  const { metafile } = await build({ ...options, entryPoints: [entry], outdir: 'unused' } as BuildOptions & {
    metafile: true;
  });
  const [output] = Object.values(metafile.outputs);
  const { inputs, bytes } = output!;
  return {
    bytes,
    parts: Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  };
}

const within = (folders: readonly string[]) => (path: string) => folders.some((folder) => path.startsWith(folder));

describe("the callback function's bundle", () => {
  it('holds no SDK and nothing of the worker or of local runs', async () => {
    const { parts } = await bundleOf('handlers/aws/callback.ts');
    const strange = [
      'node_modules/@aws-sdk',
      'node_modules/@smithy',
      'node_modules/ali-oss',
      'node_modules/pg',
      'lib/worker',
      'lib/store',
      'lib/simulator',
      'lib/cli',
      'lib/local',
    ];
    expect(parts.filter(within(strange))).toEqual([]);
  });

  it('is small enough to start fast', async () => {
    expect((await bundleOf('handlers/aws/callback.ts')).bytes).toBeLessThan(300_000);
  });
});

describe("the worker function's bundle", () => {
  it('holds nothing of the receiving path or of local runs', async () => {
    const { parts } = await bundleOf('handlers/aws/worker.ts');
    const strange = ['node_modules/node-rsa', 'lib/signature', 'lib/callback', 'lib/simulator', 'lib/cli', 'lib/local'];
    expect(parts.filter(within(strange))).toEqual([]);
  });

  it('holds what any store needs, so that STORE alone decides', async () => {
    const { parts } = await bundleOf('handlers/aws/worker.ts');
    expect(parts).toEqual(
      expect.arrayContaining(['node_modules/pg/lib/index.js', 'lib/store/dynamodb-upload-store.ts']),
    );
  });
});

describe("each cloud's bundles", () => {
  const AWS = ['node_modules/@aws-sdk', 'node_modules/@smithy', 'node_modules/aws4', 'lib/aws', 'lib/platform/aws'];
  const FC = ['node_modules/@alicloud', 'node_modules/@darabonba', 'lib/fc', 'lib/platform/fc'];
  // DynamoDB's client is left out of what is deployed to Function Compute, where STORE=dynamodb is refused.
  const leftOut = [...exclude, '@aws-sdk/*'];

  it.each(['callback', 'worker', 'dead-letters', 'server', 'worker-server', 'dead-letters-server'])(
    'hold nothing of AWS in fc/%s',
    async (entry) => {
      const { parts } = await bundleOf(`handlers/fc/${entry}.ts`, leftOut);
      expect(parts.filter(within(AWS))).toEqual([]);
    },
  );

  it('hold nothing of AWS in the receiver of Function Compute, whatever is left out', async () => {
    const { parts } = await bundleOf('handlers/fc/server.ts');
    expect(parts.filter(within(AWS))).toEqual([]);
  });

  it.each(['callback', 'worker', 'upload-policy', 'reconcile'])('hold nothing of Alibaba in aws/%s', async (entry) => {
    const { parts } = await bundleOf(`handlers/aws/${entry}.ts`);
    expect(parts.filter(within(FC))).toEqual([]);
  });

  it.each(['callback', 'server'])(
    'load neither client of Function Compute before it is asked for, in fc/%s',
    async (entry) => {
      const { metafile } = await build({
        entryPoints: [`handlers/fc/${entry}.ts`],
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'node',
        target,
        external: exclude,
        metafile: true,
        write: false,
        outdir: 'unused',
      });
      const loaded = new Set<string>();
      const load = (file: string): void => {
        if (loaded.has(file)) return;
        loaded.add(file);
        const { imports = [] } = metafile.outputs[file] ?? {};
        for (const { path, kind } of imports) if (kind === 'import-statement') load(path);
      };
      const [start = ''] =
        Object.entries(metafile.outputs).find(([, output]) => output.entryPoint?.endsWith(`${entry}.ts`)) ?? [];
      load(start);
      const parts = [...loaded].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
      expect(parts.length).toBeGreaterThan(20);
      expect(
        parts.filter(within(['node_modules/@alicloud', 'node_modules/@darabonba', 'node_modules/ali-oss'])),
      ).toEqual([]);
    },
  );
});
