import type { Clock } from '../clock.ts';
import type { Env } from '../config.ts';

/** Where text goes. */
export interface TextOutput {
  write(text: string): unknown;
  /** Whether a person looks at it. */
  readonly isTTY?: boolean;
}

/** What a command knows of the world: handed in, so that tests own it. */
export interface CliIo {
  readonly env: Env;
  readonly clock: Clock;
  /** For results, and nothing else. */
  readonly stdout: TextOutput;
  /** For what is said beside them. */
  readonly stderr: TextOutput;
  /** What is piped in; absent where nothing is. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Has `stop` called when the person has had enough, once; without it a command that waits for that would never end. */
  readonly onInterrupt?: (stop: () => void) => void;
}

/** Tells whether results may be coloured: only where a person looks at them, and has not refused by `NO_COLOR`. */
export function isColourful({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): boolean {
  // https://no-color.org: present and not empty, whatever its value.
  return stdout.isTTY === true && !env['NO_COLOR'];
}
