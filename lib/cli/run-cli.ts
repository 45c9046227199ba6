import { Command, CommanderError } from 'commander';
import type { CliCommand, CliCommandEntry, ExitCode } from './cli-command.ts';
import type { CliIo } from './cli-io.ts';
import { COMMAND_GROUPS, COMMANDS } from './commands.ts';
import { describeFailure } from './describe-failure.ts';
import { packageVersion } from './package-version.ts';

const NAME = 'oss-callback';

/** Runs one command line, without the program's name; never rejects. Only the command that is used is loaded. */
export async function runCli(argv: readonly string[], io: CliIo, commands = COMMANDS): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  try {
    const used = findEntry(argv, commands);
    const loaded = await used?.load();
    const program = createProgram(io, argv.includes('--version') ? packageVersion() : '');
    for (const entry of commands) {
      const command = groupOf(program, entry)
        .command(entry.words.at(-1) ?? '')
        .description(entry.summary);
      if (entry !== used || !loaded) continue;
      loaded.configure(command);
      command.action(async () => {
        exitCode = await run(command, loaded, io);
      });
    }
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version that were asked for end with 0; commander has said already what is wrong with anything else.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr.write(`${NAME}: ${describeFailure(error, io.env)}\n`);
    return 2;
  }
}

function run(command: Command, { run: start }: CliCommand, io: CliIo): Promise<ExitCode> {
  return start({ args: command.processedArgs as unknown[], options: command.opts(), io });
}

function createProgram({ stdout, stderr }: CliIo, version: string): Command {
  return new Command(NAME)
    .description('Builds, checks, explains and follows upload callbacks of Alibaba Cloud OSS.')
    .version(version, '--version')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .addHelpText('after', '\nExit codes: 0 fine, 1 findings or not found, 2 wrong use or not able to run.')
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
}

/** The command that a line uses: its first words, whatever options come after them. */
function findEntry(argv: readonly string[], commands: readonly CliCommandEntry[]): CliCommandEntry | undefined {
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help');
  return commands.find((entry) => entry.words.every((word, index) => words[index] === word));
}

function groupOf(program: Command, { words }: CliCommandEntry): Command {
  const [group, name] = words;
  if (name === undefined) return program;
  return (
    program.commands.find((command) => command.name() === group) ??
    program.command(group).description(COMMAND_GROUPS[group] ?? '')
  );
}
