import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A message that was sent to a local queue and not deleted yet. */
export interface JournalledMessage {
  readonly id: string;
  /** Name of the queue it was sent to. */
  readonly queue: string;
  readonly body: string;
  /** Message attributes, as `SendMessage` takes them. */
  readonly attributes?: unknown;
  /** How often it was received. */
  readonly receives: number;
}

/** Keeps the messages of the local queues on disk, a line an event, so that they outlive the process, however it ends. */
export interface QueueJournal {
  sent(message: Omit<JournalledMessage, 'receives'>): void;
  received(id: string): void;
  deleted(id: string): void;
  /** What was sent and not deleted, oldest first. */
  messages(): readonly JournalledMessage[];
  /** Takes the place of the journal of the run before. Until then a crash leaves that one as it was. */
  replacePrevious(): void;
  close(): void;
}

type Line =
  { readonly sent: Omit<JournalledMessage, 'receives'> } | { readonly received: string } | { readonly deleted: string };

/** Reads what a journal says is still in the queues; nothing where there is no journal. */
export function readQueueJournal(file: string): readonly JournalledMessage[] {
  const messages = new Map<string, JournalledMessage>();
  for (const line of linesOf(file)) apply(messages, line);
  return [...messages.values()];
}

/** Options of {@link createQueueJournal}. */
export interface QueueJournalOptions {
  /** Octets from which on the journal begins anew once the queues are empty. Default 16 MiB. */
  readonly maxBytes?: number;
}

/** Creates an empty journal beside `file`; {@link QueueJournal.replacePrevious} puts it in its place. */
export function createQueueJournal(file: string, { maxBytes = 16_777_216 }: QueueJournalOptions = {}): QueueJournal {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  const fd = openSync(fresh, 'a');
  let bytes = 0;
  const messages = new Map<string, JournalledMessage>();
  // Written before the call returns: what a sender was told is queued must be there after a crash of this process.
  const append = (line: Line) => {
    apply(messages, line);
    bytes += writeSync(fd, `${JSON.stringify(line)}\n`);
    if (messages.size > 0 || bytes < maxBytes) return;
    ftruncateSync(fd);
    bytes = 0;
  };
  return {
    sent: (sent) => {
      append({ sent });
    },
    received: (received) => {
      append({ received });
    },
    deleted: (deleted) => {
      append({ deleted });
    },
    messages: () => [...messages.values()],
    replacePrevious: () => {
      renameSync(fresh, file);
    },
    close: () => {
      closeSync(fd);
    },
  };
}

function apply(messages: Map<string, JournalledMessage>, line: Line): void {
  if ('sent' in line) {
    messages.set(line.sent.id, { ...line.sent, receives: 0 });
  } else if ('received' in line) {
    const message = messages.get(line.received);
    if (message !== undefined) messages.set(message.id, { ...message, receives: message.receives + 1 });
  } else {
    messages.delete(line.deleted);
  }
}

function linesOf(file: string): Line[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  // What follows the last line feed is a line that a crash cut short: nobody was told that it was written.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
