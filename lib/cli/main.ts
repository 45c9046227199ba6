#!/usr/bin/env node
import { systemClock } from '../clock.ts';
import { runCli } from './run-cli.ts';

const { env, argv, stdin, stdout, stderr } = process;

// Which Node to use is the user's business; the AWS SDK's reminder would stand in every output.
env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// Who reads our output may have seen enough, as `head` has.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Set, not called: what was written must get out first.
process.exitCode = await runCli(argv.slice(2), {
  env,
  clock: systemClock,
  stdout,
  stderr,
  ...(stdin.isTTY ? {} : { stdin }),
  onInterrupt: (stop) => {
    process.once('SIGINT', stop).once('SIGTERM', stop);
  },
});
