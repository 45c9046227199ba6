import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of an AWS JSON service as it came over the wire. */
export interface AwsCall {
  /** `secretsmanager.GetSecretValue` */
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What the fake answers: an output, or an error with its status, or it hangs up; `undefined` never answers. */
export type AwsAnswer =
  { readonly output: object } | { readonly status: number; readonly type: string } | 'hang up' | undefined;

export interface FakeAws {
  readonly endpoint: string;
  readonly calls: readonly AwsCall[];
  stop(): Promise<void>;
}

/** Starts a service on loopback that speaks AWS's JSON protocol and says what `answer` says. */
export async function startFakeAws(answer: (call: AwsCall) => AwsAnswer): Promise<FakeAws> {
  const calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      const call = { target: String(request.headers['x-amz-target']), input, headers: request.headers };
      calls.push(call);
      const said = answer(call);
      if (said === undefined) return;
      if (said === 'hang up') request.socket.destroy();
      else if ('output' in said) response.end(JSON.stringify(said.output));
      else response.writeHead(said.status).end(JSON.stringify({ __type: `com.amazonaws#${said.type}` }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
