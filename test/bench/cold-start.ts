import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { median } from './median.ts';
import { signedCallback } from './signed-events.ts';

/** Milliseconds; `addedMs` is what the bundle adds to a bare Node. */
export interface ColdStart {
  readonly bareMs: number;
  readonly bundleMs: number;
  readonly addedMs: number;
}

const RUNS = 10;
const LOAD_AND_CALL = `
const event = JSON.parse(require('node:fs').readFileSync(process.env.EVENT_FILE, 'utf8'));
require(process.env.BUNDLE).handler(event, { awsRequestId: 'bench' }).then(({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1);
});`;

/** The event that a cold start is measured with. */
export const coldEvent = (): string => JSON.stringify(signedCallback(0).event);

/** From starting Node until it has answered its first callback and ended; runs of both kinds alternate. */
export async function measureColdStart(env: NodeJS.ProcessEnv): Promise<ColdStart> {
  const bare: number[] = [];
  const bundle: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await timeNode('process.exit(0)', env));
    bundle.push(await timeNode(LOAD_AND_CALL, env));
  }
  const [bareMs, bundleMs] = [median(bare), median(bundle)];
  return { bareMs, bundleMs, addedMs: bundleMs - bareMs };
}

async function timeNode(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const before = performance.now();
  const child = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the first callback failed: ${code ?? 'a signal'}`);
  return performance.now() - before;
}
