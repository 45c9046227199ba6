import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ConsoleEvent } from './console-event.ts';

/** An event with its place in the history. */
export interface NumberedEvent {
  /** From 1, without gaps. */
  readonly number: number;
  readonly event: ConsoleEvent;
}

/** What the console has heard, on disk, so that it outlives a restart of what it watches. */
export interface History {
  /** Another one where the folder was emptied: numbers of the former mean nothing in it. */
  readonly id: string;
  /** Gives the event its number; `undefined` once the history is closed, for what it watches may outlive it by a little. */
  add(event: ConsoleEvent): number | undefined;
  /** The events behind a number, oldest first; all that are kept where there is none. */
  since(number?: number): readonly NumberedEvent[];
  /** The event with a number, as long as it is kept. */
  get(number: number): ConsoleEvent | undefined;
  /** Calls a listener at each event; returns the function that ends it. */
  listen(listener: (event: NumberedEvent) => void): () => void;
  close(): void;
}

/** Options of {@link openHistory}. */
export interface HistoryOptions {
  /** Events that are kept. Default 20,000. */
  readonly maxEvents?: number;
  /** Octets of JSON that are kept. Default 32 MiB. */
  readonly maxBytes?: number;
}

interface Line extends NumberedEvent {
  readonly bytes: number;
}

/** Opens a history in a file, or begins one. Of a longer one the newest events are kept. */
export function openHistory(file: string, { maxEvents = 20_000, maxBytes = 33_554_432 }: HistoryOptions = {}): History {
  mkdirSync(dirname(file), { recursive: true });
  const [id = randomUUID(), ...kept] = readLines(file);
  const lines: Line[] = [];
  let bytes = 0;
  let written = 0;
  let isClosed = false;
  const keep = (line: Line): void => {
    lines.push(line);
    bytes += line.bytes;
    let dropped = 0;
    while (lines.length - dropped > maxEvents || (bytes > maxBytes && lines.length - dropped > 1)) {
      bytes -= lines[dropped]?.bytes ?? 0;
      dropped += 1;
    }
    lines.splice(0, dropped);
  };
  for (const json of kept) {
    keep({ ...(JSON.parse(json) as NumberedEvent), bytes: Buffer.byteLength(json) });
  }
  let fd = rewrite();
  const listeners = new Set<(event: NumberedEvent) => void>();
  return {
    id,
    add(event) {
      if (isClosed) return undefined;
      const number = (lines.at(-1)?.number ?? 0) + 1;
      const lineBytes = writeSync(fd, `${format({ number, event })}\n`);
      keep({ number, event, bytes: lineBytes });
      written += lineBytes;
      if (written > 2 * maxBytes) fd = rewrite(fd);
      for (const listener of [...listeners]) listener({ number, event });
      return number;
    },
    since(number = 0) {
      return lines.filter((line) => line.number > number);
    },
    get(number) {
      // Numbers have no gaps.
      return lines[number - (lines[0]?.number ?? 0)]?.event;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      closeSync(fd);
    },
  };

  /** Writes anew what is kept, beside the old file first: a crash leaves one of them whole. */
  function rewrite(old?: number): number {
    if (old !== undefined) closeSync(old);
    const text = [id, ...lines.map(format), ''].join('\n');
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    written = Buffer.byteLength(text);
    return openSync(file, 'a');
  }
}

const format = ({ number, event }: NumberedEvent): string => JSON.stringify({ number, event });

function readLines(file: string): string[] {
  try {
    // What follows the last line feed is a line that a crash cut short.
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
