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
const REFUSED = 'EAGAIN';
const NEWLINE = 10;

const outputs = new Map<number, LineOutput>();

/**
 * The one output of this process to a descriptor: lines of several loggers keep their order. Who asks for it first says
 * whether the process waits for whoever reads the lines. Where it does not, and the reader takes no more, lines beyond
 * 1 MiB are dropped and counted; so is everywhere what cannot be written, as on a full disk.
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
  /** What is being written, and how much of it was taken. */
  let pending: Uint8Array = new Uint8Array(0);
  let taken = 0;
  /** What is written next, behind a line about those that were dropped before it. */
  let held = '';
  let dropped = 0;
  let reason = '';
  /** The line about dropped ones that opens what is pending: how many it tells of, and where it ends. */
  let told = { count: 0, end: 0 };
  let endsInLine = false;
  let endsTurn = false;
  let late: NodeJS.Timeout | undefined;
  let isRefused = false;

  const keep = (line: string): void => {
    const isFull = pending.length - taken + held.length + line.length > MAX_KEPT_LENGTH;
    if (isFull && dropped === 0) {
      pending = Buffer.concat([pending, Buffer.from(held)]);
      held = '';
      reason = 'they came faster than their reader took them';
    }
    // Once one is dropped, all are until the reader has the others: the gap is one, and said once.
    if (isFull || dropped > 0) dropped += 1;
    else held += line;
  };
  const takeHeld = (): void => {
    const opening = (endsInLine ? '\n' : '') + (dropped > 0 ? droppedLine(dropped, reason) : '');
    told = { count: dropped, end: opening.length };
    pending = Buffer.from(opening + held);
    taken = 0;
    held = '';
    dropped = 0;
  };
  const losePending = (code: string): void => {
    // A line of which only the end is missing is not lost: the next write begins with it.
    const from = taken + 1;
    dropped += countLines(pending.subarray(from));
    if (from < told.end) dropped += told.count - 1;
    reason = `writing them failed with ${code}`;
    pending = pending.subarray(0, taken);
  };
  /** Writes until all is taken, or some is refused at the deadline or lost. */
  const writeUntil = (deadline: number): void => {
    let code: string | undefined;
    while (code === undefined && (taken < pending.length || held !== '' || dropped > 0)) {
      if (taken === pending.length) takeHeld();
      ({ taken, code } = writeAll(fd, pending, taken, deadline));
      if (taken > 0) endsInLine = pending[taken - 1] !== NEWLINE;
    }
    isRefused = code === REFUSED;
    if (code !== undefined && !isRefused) losePending(code);
  };
  const flush = (): void => {
    clearTimeout(late);
    late = undefined;
    writeUntil(waitsForReader ? Infinity : 0);
    if (isRefused) late = setTimeout(flush, RETRY_MS).unref();
  };
  const endTurn = (): void => {
    endsTurn = false;
    flush();
  };
  process.on('exit', () => {
    writeUntil(Date.now() + STALLED_MS);
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

/**
 * Node makes a pipe or a socket non-blocking when its stream is first asked for: write(2) then refuses what the reader
 * does not take. A terminal stays blocking, and stops the process while it is held.
 */
const unblock = (fd: 1 | 2): NodeJS.WriteStream => (fd === 1 ? process.stdout : process.stderr);

const droppedLine = (count: number, reason: string): string =>
  `{"level":"warn","time":"${new Date().toISOString()}","count":${count},"msg":"log lines dropped: ${reason}"}\n`;

const countLines = (octets: Uint8Array): number => octets.filter((octet) => octet === NEWLINE).length;

/** Writes from an octet on, until all is taken (then there is no `code`), is refused at the deadline, or fails. */
function writeAll(
  fd: number,
  octets: Uint8Array,
  from: number,
  deadline: number,
): { readonly taken: number; readonly code: string | undefined } {
  let taken = from;
  while (taken < octets.length) {
    try {
      taken += writeSync(fd, octets, taken);
    } catch (error) {
      const code = codeOf(error);
      if (code !== REFUSED || Date.now() >= deadline) return { taken, code };
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
  return { taken, code: undefined };
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'an unknown error';
