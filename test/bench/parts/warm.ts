import { bundleHandler } from '../bundle-callback.ts';
import type { Figure } from '../figure.ts';
import { runForResult } from '../processes.ts';
import type { Workplace } from '../run.ts';
import type { WarmResult } from '../warm-handler.ts';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 10_000);

/** What a callback costs the warm function, beside the check of its signature alone. */
export async function measureWarm({ folder }: Workplace): Promise<Figure[]> {
  const { file } = await bundleHandler('handlers/aws/callback.ts', folder);
  const script = ['--import', 'tsx', 'test/bench/warm-handler.ts', file, String(EVENTS)];
  const { bareUs, handlerUs, aloneUs, turnUs } = await runForResult<WarmResult>(script);
  return [
    { what: 'bare signature check, CPU µs', value: bareUs },
    { what: 'warm handler, CPU µs', value: handlerUs },
    { what: 'warm handler / bare check', value: handlerUs / bareUs, atMost: 4, aim: 2.5 },
    { what: 'the same, each in a turn of its own / bare', value: (aloneUs - turnUs) / bareUs },
  ];
}
