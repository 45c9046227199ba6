import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';

/** 0: fine; 1: it ran, and found what was asked about to be wrong or not there; 2: it could not run as it was told. */
export type ExitCode = 0 | 1 | 2;

/** What a command is run with. */
export interface CliInvocation {
  /** In the order in which {@link CliCommand.configure} names them, as its parsers read them. */
  readonly args: readonly unknown[];
  /** By their long names in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly io: CliIo;
}

/** A command: what it takes, and what it does. It writes to `io` and throws; it never ends the process. */
export interface CliCommand {
  /** Adds arguments, options and help, with an example, to a commander command that has its name and summary. */
  readonly configure: (command: Command) => void;
  readonly run: (invocation: CliInvocation) => Promise<ExitCode>;
}

/** A command in the list of all: known by name, loaded only when it is used. */
export interface CliCommandEntry {
  /** One word, or two where it belongs to a group. */
  readonly words: readonly [string] | readonly [group: string, name: string];
  readonly summary: string;
  readonly load: () => Promise<CliCommand>;
}

/** Told to a person as it is, with exit code 2: the command was used in a way that cannot work. */
export class UsageError extends Error {
  readonly code = 'ERR_USAGE';
  override readonly name = 'UsageError';
}
