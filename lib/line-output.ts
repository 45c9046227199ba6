import sonic from 'sonic-boom';

/** Takes whole lines for a descriptor and keeps their order. */
export interface LineOutput {
  /**
   * Takes a line, which is written with others within so many milliseconds, or as the process ends; 0: by the end of this
   * turn of the event loop.
   */
  hold(line: string, withinMs: number): void;
  /** Writes what is held before it returns. */
  flush(): void;
}

// A call of the system costs more than verifying a callback. Under load many lines share one; where callbacks come one
// at a time, each line leaves in the turn that acknowledges it, so before Lambda can freeze the process.
const HELD_LENGTH = 16_384;
// What is kept of a descriptor that takes nothing any more.
const MAX_KEPT_BYTES = 1_048_576;

const outputs = new Map<number, LineOutput>();

/** The one output of this process to a descriptor: lines of several loggers keep their order. */
export function lineOutput(fd: 1 | 2): LineOutput {
  const known = outputs.get(fd);
  if (known !== undefined) return known;
  const output = createLineOutput(fd);
  outputs.set(fd, output);
  return output;
}

function createLineOutput(fd: 1 | 2): LineOutput {
  const stream = new sonic.SonicBoom({ fd, sync: true, maxLength: MAX_KEPT_BYTES });
  // Whoever read the lines has gone away: callbacks go on without them.
  stream.on('error', () => undefined);
  let held = '';
  let endsTurn = false;
  let late: NodeJS.Timeout | undefined;
  const flush = (): void => {
    if (held === '') return;
    const lines = held;
    held = '';
    clearTimeout(late);
    late = undefined;
    stream.write(lines);
  };
  const endTurn = (): void => {
    endsTurn = false;
    flush();
  };
  process.on('exit', flush);
  return {
    hold(line, withinMs) {
      held += line;
      if (withinMs > 0) late ??= setTimeout(flush, withinMs);
      else if (!endsTurn) {
        endsTurn = true;
        setImmediate(endTurn);
      }
      if (held.length >= HELD_LENGTH) flush();
    },
    flush,
  };
}
