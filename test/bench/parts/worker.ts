import type { Figure } from '../figure.ts';
import { runForResult } from '../processes.ts';

/** What a message costs the worker while the table is small, and when it holds a million uploads. */
export async function measureWorker(): Promise<Figure[]> {
  const { firstUs, lastUs, callsFirst, callsLast, uploads } = await runForResult<{
    readonly firstUs: number;
    readonly lastUs: number;
    readonly callsFirst: number;
    readonly callsLast: number;
    readonly uploads: number;
  }>(['--max-old-space-size=6144', '--expose-gc', '--import', 'tsx', 'test/bench/worker-cost.ts']);
  return [
    { what: 'worker: uploads in the table at the end', value: uploads },
    { what: 'worker: CPU µs a message, empty table', value: firstUs },
    { what: 'worker: CPU µs a message, full table', value: lastUs },
    { what: 'worker: full / empty', value: lastUs / firstUs, atMost: 1.25, aim: 1 },
    { what: 'worker: store calls a message, empty table', value: callsFirst },
    { what: 'worker: store calls a message, full table', value: callsLast, atMost: callsFirst },
  ];
}
