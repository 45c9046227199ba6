import { setTimeout as delay } from 'node:timers/promises';
import { startStack, uploadIdOf, type Stack } from '../../faults/stack.ts';
import { until } from '../../helpers/until.ts';
import type { Figure } from '../figure.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const PER_SECOND = Number(process.env['BENCH_RATE'] ?? 20);
// The local table and queue share two cores with everything else.
const DRAIN_TIMEOUT_MS = 180_000;

/** Callbacks at a steady rate through receiver, queue, worker and table, all local, until the table holds them all. */
export async function measureSustained(): Promise<Figure[]> {
  const stack = await startStack();
  try {
    await Promise.all([stack.startReceiver(), stack.startWorker()]);
    await stack.send(0);
    const { acks, failed } = await sendSteadily(stack);
    const drainedAt = performance.now();
    const lost = await countLost(stack, acks.length + failed);
    const sorted = acks.sort((one, other) => one - other);
    return [
      { what: `sustained ${SECONDS} s: callbacks`, value: acks.length + failed },
      { what: 'sustained: not acknowledged', value: failed, atMost: 0 },
      { what: 'sustained: ack p99, ms', value: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN, atMost: 100 },
      { what: 'sustained: lost', value: lost, atMost: 0 },
      { what: 'sustained: s until the backlog is drained', value: (performance.now() - drainedAt) / 1_000 },
    ];
  } finally {
    await stack.stop();
  }
}

async function sendSteadily(stack: Stack): Promise<{ acks: number[]; failed: number }> {
  const acks: number[] = [];
  let failed = 0;
  const total = SECONDS * PER_SECOND;
  const start = performance.now();
  const sent: Promise<void>[] = [];
  for (let index = 1; index <= total; index += 1) {
    await delay(Math.max(0, start + (index * 1_000) / PER_SECOND - performance.now()));
    const before = performance.now();
    sent.push(
      stack.send(index).then((status) => {
        if (status === 200) acks.push(performance.now() - before);
        else failed += 1;
      }),
    );
  }
  await Promise.all(sent);
  return { acks, failed };
}

async function countLost({ reader }: Stack, total: number): Promise<number> {
  const missing = new Set(Array.from({ length: total }, (_, index) => index + 1));
  const drained = async (): Promise<boolean> => {
    for (const index of missing) {
      if ((await reader.get(uploadIdOf(index)))?.status !== 'processed') return false;
      missing.delete(index);
    }
    return true;
  };
  await until('the backlog', drained, DRAIN_TIMEOUT_MS).catch(() => undefined);
  return missing.size;
}
