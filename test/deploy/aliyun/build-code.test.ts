import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import { buildCode, bundle, readCode, writeCode } from '../../../lib/deploy/aliyun/build-code.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const dir = tempDir();
writeFileSync(join(dir, 'part.ts'), 'export const answer: number = 42;');
writeFileSync(join(dir, 'server.ts'), "import { answer } from './part.ts';\nconsole.log(answer);");

describe('buildCode', () => {
  it('packs one script that holds all that it needs', async () => {
    const { zip } = await buildCode('server', dir, {});
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['index.cjs']);
    const script = Buffer.from(files['index.cjs']!).toString();
    expect(script).toContain('42');
    expect(script).not.toContain('part.ts"');
  });

  it('makes the same octets of the same source, at any time and in any zone', async () => {
    const first = await buildCode('server', dir, {});
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Auckland';
    const second = await buildCode('server', dir, {});
    process.env['TZ'] = zone;
    expect(Buffer.from(second.zip).equals(Buffer.from(first.zip))).toBe(true);
    expect(second.checksum).toBe(first.checksum);
    expect(first.checksum).toMatch(/^\d{15,20}$/);
  });

  it('is read back as it was written', async () => {
    const code = await buildCode('server', dir, {});
    const read = readCode(writeCode(join(dir, 'packages'), 'callback', code));
    expect(read.checksum).toBe(code.checksum);
  });
});

describe("a function's bundle", () => {
  const { custom } = parse(readFileSync('serverless.aliyun.yml', 'utf8')) as {
    custom: { esbuild: { external: string[] } };
  };
  it.each(['handlers/fc/server.ts', 'handlers/fc/worker-server.ts'])(
    'holds nothing of AWS, of deployments or of local runs: %s',
    async (entry) => {
      const { external } = custom.esbuild;
      const script = Buffer.from(await bundle(entry, process.cwd(), { external })).toString();
      // Above each module stands its path.
      const strange = /^ *\/\/ (?:node_modules\/(?:@aws-sdk|@smithy|aws4)|lib\/(?:deploy|local|simulator|cli))\/.*$/gm;
      expect(script.match(strange) ?? []).toEqual([]);
      expect(script.match(/^ *\/\/ lib\/platform\/fc\/.*$/gm)).not.toBeNull();
    },
  );
});
