import { pause } from '../../clock.ts';
import type { CliIo } from '../../cli/cli-io.ts';
import { createColour } from '../../cli/format/colour.ts';
import { runCli } from '../../cli/run-cli.ts';
import { DEMO_BUCKET, demoUploads } from './demo-uploads.ts';
import type { DemoStack } from './demo-stack.ts';

const PROCESS_TIMEOUT_MS = 15_000;

/**
 * Plays every upload, good and bad, and shows at the end what the worker recorded.
 * @throws {Error} where an upload does not come out as it should, or is not processed.
 */
export async function runDemo(stack: DemoStack, io: Pick<CliIo, 'env' | 'stdout' | 'stderr'>): Promise<void> {
  const colour = createColour(io);
  const uploads = demoUploads(stack);
  for (const { title, run } of uploads) {
    io.stdout.write(`\n${colour('bold', title)}\n`);
    await run();
  }
  const expected = uploads.filter(({ isProcessed }) => isProcessed).length;
  io.stdout.write(`\n${colour('bold', 'What the worker made of them, as `oss-callback uploads list` shows it')}\n`);
  io.stdout.write(await processedUploads(stack, expected));
  io.stdout.write(`\n${colour('bold', 'And counted, as `oss-callback stats` does')}\n`);
  io.stdout.write(await command(stack, ['stats']));
}

/** Asks until the worker, which is asynchronous, has recorded all. */
async function processedUploads(stack: DemoStack, expected: number): Promise<string> {
  const deadline = Date.now() + PROCESS_TIMEOUT_MS;
  for (;;) {
    const { uploads } = JSON.parse(await command(stack, ['uploads', 'list', '--json'])) as {
      uploads: readonly { readonly status?: string }[];
    };
    if (uploads.filter(({ status }) => status === 'processed').length >= expected) {
      return command(stack, ['uploads', 'list', '--bucket', DEMO_BUCKET]);
    }
    if (Date.now() > deadline) throw new Error(`expected ${expected} processed uploads, got ${uploads.length}`);
    await pause(100);
  }
}

async function command({ tableEnv }: DemoStack, argv: readonly string[]): Promise<string> {
  let stdout = '';
  let stderr = '';
  const exitCode = await runCli([...argv, '--local'], {
    env: tableEnv,
    clock: Date.now,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}
