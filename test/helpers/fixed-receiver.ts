import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen } from '../../lib/simulator/listen.ts';

/** A receiver that answers as it is told. */
export interface FixedReceiver {
  readonly url: string;
  answer: { readonly status: number; readonly body: string };
  /** What came, the last one last. */
  readonly received: { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }[];
  stop(): Promise<void>;
}

/** Starts it on a free port. */
export async function startFixedReceiver(): Promise<FixedReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.received.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      const body = Buffer.from(receiver.answer.body);
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      response.writeHead(receiver.answer.status, headers).end(body);
    });
  });
  const listening = await listen(server, 0, '127.0.0.1');
  const receiver: FixedReceiver = {
    url: `${listening.url}/callback`,
    answer: { status: 200, body: '{"Status":"OK"}' },
    received: [],
    stop: () => listening.stop(),
  };
  return receiver;
}
