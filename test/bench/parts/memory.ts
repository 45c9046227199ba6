import { bundleHandler } from '../bundle-callback.ts';
import type { Figure } from '../figure.ts';
import { runForResult } from '../processes.ts';
import type { Workplace } from '../run.ts';

const CALLBACKS = Number(process.env['BENCH_CALLBACKS'] ?? 1_000_000);

/** What the receiver holds after a tenth of the callbacks, and after all of them. */
export async function measureMemory({ folder }: Workplace): Promise<Figure[]> {
  const { file } = await bundleHandler('handlers/aws/callback.ts', folder);
  const script = ['--expose-gc', '--import', 'tsx', 'test/bench/receiver-memory.ts', file, String(CALLBACKS)];
  const { early, late } =
    await runForResult<Record<'early' | 'late', { heapMiB: number; residentMiB: number }>>(script);
  return [
    { what: `memory: heap MiB after ${CALLBACKS / 10}`, value: early.heapMiB },
    { what: `memory: heap MiB after ${CALLBACKS}`, value: late.heapMiB },
    { what: 'memory: heap, late / early', value: late.heapMiB / early.heapMiB, atMost: 1.1 },
    { what: 'memory: resident, late / early', value: late.residentMiB / early.residentMiB, atMost: 1.1 },
  ];
}
