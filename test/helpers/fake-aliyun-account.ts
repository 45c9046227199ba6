import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acs3Fault } from './acs3-signature.ts';
import { createFakeCms } from './fake-cms.ts';
import { createFakeFc3, fc3Operation, type Fc3Answer } from './fake-fc3.ts';

/** A call that was made of the account. */
export interface AliyunCall {
  readonly action: string;
  readonly path: string;
  readonly body: string;
  readonly securityToken: string | undefined;
}

/** The only key of the account. */
export const ALIYUN_KEY = { accessKeyId: 'LTAItest', secret: 'test-secret' } as const;

/** A fake account of Alibaba Cloud: Function Compute 3.0 and CloudMonitor, on one loopback port. */
export interface FakeAliyunAccount {
  readonly url: string;
  readonly fc3: ReturnType<typeof createFakeFc3>;
  readonly cms: ReturnType<typeof createFakeCms>;
  readonly calls: AliyunCall[];
  /** What was refused, and why. */
  readonly refused: string[];
  /** The next call of this action is answered with an error. */
  failNext(action: string): void;
  stop(): Promise<void>;
}

/** Starts the fake. A call that is not signed, or not of the published shape, is refused as the API would. */
export async function startFakeAliyunAccount(): Promise<FakeAliyunAccount> {
  const fc3 = createFakeFc3();
  const cms = createFakeCms();
  const calls: AliyunCall[] = [];
  const refused: string[] = [];
  const failing = new Set<string>();
  const nonces = new Set<string>();

  function answer(request: IncomingMessage, body: Buffer): Fc3Answer {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const action = String(request.headers['x-acs-action']);
    const version = request.headers['x-acs-version'];
    const nonce = String(request.headers['x-acs-signature-nonce']);
    const securityToken = request.headers['x-acs-security-token']?.toString();
    calls.push({ action, path: pathname, body: body.toString(), securityToken });
    const fault = nonces.has(nonce) ? 'the nonce was used before' : acs3Fault(request, body, ALIYUN_KEY);
    nonces.add(nonce);
    if (fault !== undefined) return refusal(400, 'SignatureDoesNotMatch', fault);
    if (failing.delete(action)) return refusal(500, 'InternalServerError', 'asked for by the test');
    if (version === '2019-01-01') {
      const form = new URLSearchParams(body.toString());
      return cms.answer(action, Object.fromEntries([...searchParams, ...form]));
    }
    const operation = version === '2023-03-30' ? fc3Operation(request.method ?? '', pathname) : undefined;
    if (operation?.action !== action) return refusal(404, 'InvalidAction.NotFound', `${action} ${pathname}`);
    return fc3.answer(operation, body, request.headers);
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body, headers = {} } = answer(request, Buffer.concat(chunks));
      if (status >= 400 && status !== 404) refused.push(JSON.stringify(body));
      response.writeHead(status, { 'content-type': 'application/json', 'x-fc-request-id': 'fake', ...headers });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  // A connection that is kept is not cut, however long a busy machine takes to the next call.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fc3,
    cms,
    calls,
    refused,
    failNext: (action) => failing.add(action),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const refusal = (status: number, code: string, message: string): Fc3Answer => ({
  status,
  body: { Code: code, Message: message, code, message },
});
