import type { ConsoleEvent } from '../../lib/console/console-event.ts';
import { keepOctets } from '../../lib/console/octets.ts';
import { startConsole, type Console } from '../../lib/console/server/start-console.ts';
import { LOCAL_CREDENTIALS } from '../../lib/simulator/auth/credentials.ts';
import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';

/** Where a receiver would be. */
export const CALLBACK_URL = 'http://127.0.0.1:9/';

/** Options of {@link startTestConsole}. */
export interface TestConsoleOptions {
  readonly historyFile: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Default: nothing answers there. */
  readonly ossUrl?: string;
}

/** Starts a console with nothing behind it: it shows what is recorded. */
export function startTestConsole({
  historyFile,
  port = 0,
  ossUrl = CALLBACK_URL,
}: TestConsoleOptions): Promise<Console> {
  return startConsole({
    port,
    historyFile,
    setup: { callbackUrl: CALLBACK_URL, ossUrl, maxReceives: 5 },
    reader: createMemoryUploadStore({ clock: () => 0 }).reader,
    deadLetters: {
      count: () => Promise.resolve(0),
      list: () => Promise.resolve([]),
      redrive: () => Promise.resolve({ moved: 0, ended: true }),
    },
    queueDepth: () => Promise.resolve({ waiting: 1, inFlight: 2 }),
    keys: [],
    credentials: LOCAL_CREDENTIALS,
    clock: Date.now,
  });
}

const EPOCH = 1_790_000_000_000;

/** What is heard of an upload on its whole way; the number tells one from another. */
export function eventsOfUpload(number: number): readonly ConsoleEvent[] {
  const id = number.toString(16).padStart(24, '0').toUpperCase();
  const oss = { ossRequestId: id };
  const uploadId = id.padStart(64, '0');
  const messageId = `message-${number}`;
  const about = { bucket: `bucket-${number % 3}`, object: `photos/${number}.png` };
  const octets = keepOctets(Buffer.from(`POST /${number} HTTP/1.1\r\n\r\n`.padEnd(600, '.')));
  const at = (ms: number) => ({ at: EPOCH + number * 40 + ms });
  const url = CALLBACK_URL;
  return [
    { type: 'upload-requested', ...at(0), ...oss, ...about, operation: 'PutObject', octets },
    { type: 'upload-stored', ...at(2), ...oss, ...about, size: number, etag: 'E' },
    { type: 'callback-sent', ...at(3), ...oss, attempt: 1, url, octets },
    { type: 'message-sent', ...at(7), messageId, queue: 'uploads', uploadId, octets },
    {
      type: 'receiver-decided',
      ...at(8),
      ...oss,
      outcome: 'accepted',
      ms: { ack: 4, verify: 1, enqueue: 3 },
      requestId: `request-${number}`,
      uploadId,
    },
    { type: 'callback-answered', ...at(9), ...oss, attempt: 1, url, status: 200, elapsedMs: 6, ok: true, octets },
    { type: 'upload-answered', ...at(10), ...oss, status: 200, octets },
    { type: 'message-received', ...at(12), messageId },
    {
      type: 'worker-reported',
      ...at(30),
      outcome: 'processed',
      messageId,
      uploadId,
      attempt: 1,
      accepted: true,
      ms: { total: 17 },
      isLast: false,
    },
    { type: 'message-deleted', ...at(31), messageId },
  ];
}
