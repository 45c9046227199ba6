import { writeSync } from 'node:fs';

/** Takes whole lines for a descriptor and keeps their order. */
export interface LineOutput {
  /**
   * Takes a line, which is written with others within so many milliseconds, or as the process ends; 0: by the end of this
   * turn of the event loop.
   */
  hold(line: string, withinMs: number): void;
  /** Writes what is held: before it returns, or, where nobody waits for the reader, as far as he takes it now. */
  flush(): void;
}

// A write(2) costs more than verifying a callback. Under load many lines share one; where callbacks come one at a time,
// each line leaves in the turn that acknowledges it, so before Lambda can freeze the process.
const HELD_LENGTH = 16_384;
// What is kept for a reader that takes nothing any more.
const MAX_KEPT_LENGTH = 1_048_576;
const RETRY_MS = 5;
// How long the end of the process waits for a reader that is slow.
const STALLED_MS = 1_000;

const outputs = new Map<number, LineOutput>();

/**
 * The one output of this process to a descriptor: lines of several loggers keep their order. Who asks for it first says
 * whether the process waits for whoever reads the lines. Where it does not, and the reader takes no more, lines beyond
 * 1 MiB are dropped and counted.
 */
export function lineOutput(fd: 1 | 2, waitsForReader: boolean): LineOutput {
  const known = outputs.get(fd);
  if (known !== undefined) return known;
  const output = createLineOutput(fd, waitsForReader);
  outputs.set(fd, output);
  return output;
}

function createLineOutput(fd: 1 | 2, waitsForReader: boolean): LineOutput {
  if (!waitsForReader) unblock(fd);
  /** What the reader has not taken yet of lines that were written. */
  let rest: Uint8Array = new Uint8Array(0);
  let held = '';
  let dropped = 0;
  let endsTurn = false;
  let late: NodeJS.Timeout | undefined;
  let isRefused = false;

  const keep = (line: string): void => {
    const isFull = rest.length + held.length + line.length > MAX_KEPT_LENGTH;
    // Once one is dropped, all are until the reader has the others: the gap is one, and said once.
    if (isFull || dropped > 0) dropped += 1;
    else held += line;
  };
  const writeWithin = (waitMs: number): void => {
    if (rest.length === 0) {
      rest = Buffer.from(held);
      held = '';
    }
    rest = writeAll(fd, rest, waitMs);
    isRefused = rest.length > 0;
    if (isRefused || held !== '') return;
    if (dropped > 0) {
      held = droppedLine(dropped);
      dropped = 0;
    }
  };
  const flush = (): void => {
    clearTimeout(late);
    late = undefined;
    // Twice: behind what was left over stands what is held, or the line about what was dropped.
    for (let turn = 0; turn < 2 && (rest.length > 0 || held !== ''); turn += 1)
      writeWithin(waitsForReader ? Infinity : 0);
    if (rest.length > 0 || held !== '') late = setTimeout(flush, RETRY_MS).unref();
  };
  const endTurn = (): void => {
    endsTurn = false;
    flush();
  };
  process.on('exit', () => {
    const end = Date.now() + STALLED_MS;
    while ((rest.length > 0 || held !== '') && Date.now() < end) writeWithin(end - Date.now());
  });
  return {
    hold(line, withinMs) {
      if (isRefused) {
        keep(line);
        return;
      }
      held += line;
      if (withinMs > 0) late ??= setTimeout(flush, withinMs).unref();
      else if (!endsTurn) {
        endsTurn = true;
        setImmediate(endTurn);
      }
      if (held.length >= HELD_LENGTH) flush();
    },
    flush,
  };
}

/** Node makes a pipe non-blocking when its stream is first asked for: write(2) then refuses what the reader does not take. */
const unblock = (fd: 1 | 2): NodeJS.WriteStream => (fd === 1 ? process.stdout : process.stderr);

const droppedLine = (count: number): string =>
  `{"level":"warn","time":"${new Date().toISOString()}","count":${count},"msg":"log lines dropped: they came faster than their reader took them"}\n`;

/** Writes for so many milliseconds; returns what the reader did not take. Nothing is left where there is no reader. */
function writeAll(fd: number, octets: Uint8Array, waitMs: number): Uint8Array {
  const end = Date.now() + waitMs;
  let at = 0;
  while (at < octets.length) {
    try {
      at += writeSync(fd, octets, at);
    } catch (error) {
      if (!isRefusal(error)) return new Uint8Array(0);
      if (Date.now() >= end) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
  return octets.subarray(at);
}

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EAGAIN';
