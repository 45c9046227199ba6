import { writeSync } from 'node:fs';
import sonic from 'sonic-boom';

/** Takes whole lines for a descriptor and keeps their order. */
export interface LineOutput {
  /**
   * Takes a line, which is written with others within so many milliseconds, or as the process ends; 0: by the end of this
   * turn of the event loop.
   */
  hold(line: string, withinMs: number): void;
  /** Writes what is held: before it returns, or, where nobody waits for the reader, as soon as he takes it. */
  flush(): void;
}

// A write(2) costs more than verifying a callback. Under load many lines share one; where callbacks come one at a time,
// each line leaves in the turn that acknowledges it, so before Lambda can freeze the process.
const HELD_LENGTH = 16_384;
// What is kept for a reader that takes nothing any more.
const MAX_KEPT_LENGTH = 1_048_576;
// A write that takes longer has no reader, and would keep the process from ending.
const STALLED_MS = 1_000;

const outputs = new Map<number, LineOutput>();

/**
 * The one output of this process to a descriptor: lines of several loggers keep their order. Who asks for it first says
 * whether the process waits for whoever reads the lines. Where it does not, lines beyond 1 MiB are dropped and counted.
 */
export function lineOutput(fd: 1 | 2, waitsForReader: boolean): LineOutput {
  const known = outputs.get(fd);
  if (known !== undefined) return known;
  const output = createLineOutput(fd, waitsForReader);
  outputs.set(fd, output);
  return output;
}

function createLineOutput(fd: 1 | 2, waitsForReader: boolean): LineOutput {
  const stream = new sonic.SonicBoom({ fd, sync: waitsForReader, maxLength: MAX_KEPT_LENGTH });
  let held = '';
  let dropped = 0;
  let endsTurn = false;
  let late: NodeJS.Timeout | undefined;
  /** When the write began that is under way, in milliseconds since the epoch. */
  let busySince: number | undefined;
  /** Whether what is held has waited long enough, but for the write that is under way. */
  let isDue = false;
  const flush = (): void => {
    clearTimeout(late);
    late = undefined;
    isDue = busySince !== undefined;
    if (held === '' || isDue) return;
    const lines = held;
    held = '';
    if (!waitsForReader) busySince = Date.now();
    stream.write(lines);
  };
  stream.on('drain', () => {
    busySince = undefined;
    if (dropped > 0) held = `${droppedLine(dropped)}${held}`;
    dropped = 0;
    if (isDue) flush();
  });
  // Whoever read the lines has gone away: callbacks go on without them.
  stream.on('error', () => {
    busySince = undefined;
  });
  const endTurn = (): void => {
    endsTurn = false;
    flush();
  };
  process.on('exit', () => {
    if (busySince === undefined || Date.now() - busySince < STALLED_MS) writeAtExit(fd, held);
  });
  return {
    hold(line, withinMs) {
      if (held.length + line.length > MAX_KEPT_LENGTH) {
        dropped += 1;
        return;
      }
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

const droppedLine = (count: number): string =>
  `{"level":"warn","time":"${new Date().toISOString()}","count":${count},"msg":"log lines dropped: their reader is too slow"}\n`;

function writeAtExit(fd: number, lines: string): void {
  const octets = Buffer.from(lines);
  try {
    for (let at = 0; at < octets.length;) at += writeSync(fd, octets, at);
  } catch {
    // Nobody is left to be told.
  }
}
