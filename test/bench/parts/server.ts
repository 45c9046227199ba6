import { load } from '../load.ts';
import type { Figure } from '../figure.ts';
import { median } from '../median.ts';
import { startServerProcess, type ServerProcess } from '../processes.ts';
import type { Workplace } from '../run.ts';
import { signedCallback, type SignedCallback } from '../signed-events.ts';

const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 4_000);
const ROUNDS = 5;

interface Run {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly cpuUs: number;
}

/** The plain server beside one that does nothing but verify, in turns; the middle of five rounds. */
export async function measureServers({ keyFile }: Workplace): Promise<Figure[]> {
  const env = { QUEUE: 'discard', PORT: '0', OSS_PUB_KEY_FILE: keyFile };
  const ours = await startServerProcess(['dist/handlers/node/server.js'], env);
  const bare = await startServerProcess(['--import', 'tsx', 'test/bench/bare-server.ts'], env);
  const callbacks = Array.from({ length: 1_000 }, (_, index) => signedCallback(index));
  const figures: Figure[] = [];
  for (const keepAlive of [false, true]) {
    for (const connections of [1, 16, 64]) {
      const run = (server: ServerProcess): Promise<Run> => measure(server, callbacks, { connections, keepAlive });
      const [mine, theirs]: [Run[], Run[]] = [[], []];
      await run(ours);
      await run(bare);
      for (let round = 0; round < ROUNDS; round += 1) {
        theirs.push(await run(bare));
        mine.push(await run(ours));
      }
      figures.push(...compare({ connections, keepAlive, mine, theirs }));
    }
  }
  await Promise.all([ours.stop(), bare.stop()]);
  return figures;
}

async function measure(
  server: ServerProcess,
  callbacks: readonly SignedCallback[],
  options: { readonly connections: number; readonly keepAlive: boolean },
): Promise<Run> {
  const before = server.cpuUs();
  const result = await load(callbacks, { ...options, requests: REQUESTS, port: server.port });
  if (result.failed > 0) throw new Error(`${result.failed} of ${REQUESTS} callbacks failed`);
  return { ...result, cpuUs: (server.cpuUs() - before) / REQUESTS };
}

interface Comparison {
  readonly connections: number;
  readonly keepAlive: boolean;
  readonly mine: readonly Run[];
  readonly theirs: readonly Run[];
}

function compare({ connections, keepAlive, mine, theirs }: Comparison): Figure[] {
  const of = (runs: readonly Run[], name: keyof Run): number => median(runs.map((run) => run[name]));
  const name = `server, ${connections} ${keepAlive ? 'kept-alive' : 'new'}`;
  const bar = { atLeast: keepAlive ? 0.6 : 0.8, aim: 1 };
  return [
    { what: `${name}: callbacks/s`, value: of(mine, 'perSecond') },
    { what: `${name}: / bare server`, value: of(mine, 'perSecond') / of(theirs, 'perSecond'), ...bar },
    { what: `${name}: bare CPU / CPU`, value: of(theirs, 'cpuUs') / of(mine, 'cpuUs') },
    { what: `${name}: p99 ms`, value: of(mine, 'p99Ms'), ...(connections === 16 && { atMost: 15 }) },
  ];
}
