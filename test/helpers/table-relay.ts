import { createServer, request as httpRequest } from 'node:http';
import { listen } from '../../lib/simulator/listen.ts';

/** Stands between the worker and its table, and can be told to refuse: a cause that can be mended. */
export interface TableRelay {
  readonly url: string;
  isBroken: boolean;
  stop(): Promise<void>;
}

/** Starts it before a table on loopback. */
export async function startTableRelay(tablePort: number): Promise<TableRelay> {
  const server = createServer((incoming, outgoing) => {
    if (relay.isBroken) {
      incoming.resume();
      const body = JSON.stringify({ __type: 'AccessDeniedException', message: 'the table is closed for a test' });
      outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
      return;
    }
    const { method, url: path, headers } = incoming;
    const forwarded = httpRequest({ host: '127.0.0.1', port: tablePort, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    // A table that was killed answers nobody.
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  const listening = await listen(server, 0, '127.0.0.1');
  const relay: TableRelay = { url: listening.url, isBroken: false, stop: () => listening.stop() };
  return relay;
}
