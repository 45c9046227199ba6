import type { CliIo } from '../../lib/cli/cli-io.ts';
import { runCli } from '../../lib/cli/run-cli.ts';

/** What a command line came to. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command line finds of the world. */
export type RunCommandOptions = Partial<Pick<CliIo, 'env' | 'clock' | 'stdin' | 'onInterrupt'>> & {
  readonly isTTY?: boolean;
};

/** Runs a command line as a person would, without a process of its own. */
export async function runCommand(
  argv: readonly string[],
  { env = {}, isTTY = false, clock = Date.now, ...rest }: RunCommandOptions = {},
): Promise<CommandResult> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await runCli(argv, { env, clock, stdout: output('stdout'), stderr: output('stderr'), ...rest });
  return { exitCode, ...written };
}
