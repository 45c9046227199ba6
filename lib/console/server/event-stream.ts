import type { IncomingMessage, ServerResponse } from 'node:http';
import type { History, NumberedEvent } from '../history.ts';
import { slimEvent } from '../slim-event.ts';
import { SECURITY_HEADERS } from './guard.ts';

// A page that does not read is cut off; it comes back for what it has missed.
const MAX_UNREAD_BYTES = 33_554_432;
const KEEP_ALIVE_MS = 15_000;
const ID = /^([0-9a-f-]{36})\.(\d+)$/;

/** Streams events to a page: first what it has not seen, then what happens. A page of another history begins anew. */
export function streamEvents(history: History, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
  const [, id, number] = ID.exec(String(request.headers['last-event-id'] ?? '')) ?? [];
  const seen = id === history.id ? Number(number) : 0;
  const missed = history.since(seen);
  const past = missed.map(({ event }) => slimEvent(event));
  const last = missed.at(-1)?.number ?? seen;
  const kind = seen === 0 ? 'history' : 'missed';
  response.write(`retry: 1000\nevent: ${kind}\nid: ${history.id}.${last}\ndata: ${JSON.stringify(past)}\n\n`);
  const stop = history.listen(({ number: at, event }: NumberedEvent) => {
    response.write(`id: ${history.id}.${at}\ndata: ${JSON.stringify(slimEvent(event))}\n\n`);
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
  });
  const timer = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  response.once('close', () => {
    stop();
    clearInterval(timer);
  });
}
