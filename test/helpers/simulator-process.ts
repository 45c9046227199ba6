import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A simulator in a process of its own, which asks for no signature. */
export interface SimulatorProcess {
  readonly url: string;
  /** Ends it and gives the most memory that it ever had, in MiB. */
  readonly stop: () => Promise<number>;
}

// On Linux `maxRSS` counts the memory of the process that forked this one, so there the kernel's own mark is read.
const SOURCE = `
import { readFileSync } from 'node:fs';
import { startSimulator } from './lib/simulator/start-simulator.ts';
const simulator = await startSimulator({ port: 0, anonymous: true, folder: process.argv[2] });
process.send({ url: simulator.url });
process.once('message', async () => {
  await simulator.stop();
  const highWaterMark = /^VmHWM:\\s*(\\d+) kB$/m;
  const kibibytes =
    process.platform === 'linux'
      ? Number(highWaterMark.exec(readFileSync('/proc/self/status', 'utf8'))[1])
      : process.resourceUsage().maxRSS;
  process.send({ maxRssMiB: kibibytes / 1024 }, () => process.exit());
});
`;

/** Starts the simulator in a process of its own, with its objects and its program in a folder. */
export async function startSimulatorProcess(folder: string): Promise<SimulatorProcess> {
  const outfile = join(folder, 'simulator.mjs');
  await build({
    stdin: { contents: SOURCE, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Some packages are CommonJS and call for Node's own modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const child = fork(outfile, [join(folder, 'objects')], { execArgv: [] });
  const [started] = (await once(child, 'message')) as [{ url: string }];
  return {
    url: started.url,
    stop: async () => {
      child.send('stop');
      const [ended] = (await once(child, 'message')) as [{ maxRssMiB: number }];
      return ended.maxRssMiB;
    },
  };
}
