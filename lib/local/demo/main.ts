import { createColour } from '../../cli/format/colour.ts';
import { startDemoStack, type DemoStack } from './demo-stack.ts';
import { runDemo } from './run-demo.ts';

const { env, stdout, stderr } = process;

env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

let stack: DemoStack | undefined;
try {
  const colour = createColour({ stdout, env });
  stdout.write(`${colour('bold', 'Starting the receiver, a queue, a table and an OSS on this machine …')}\n`);
  stack = await startDemoStack({ env, stdout });
  await runDemo(stack, { env, stdout, stderr });
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stack?.stop();
}
