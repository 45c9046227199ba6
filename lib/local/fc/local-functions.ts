import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../clock.ts';
import type { FcCredentials } from '../../fc/credentials.ts';
import { readBody } from '../../http/read-body.ts';
import { listenOn, LOOPBACK } from '../local-port.ts';
import { startAsyncInvocations, type AsyncInvocationsOptions, type RunFunction } from './async-invocations.ts';
import { checkAcs3Signature, checkFc2Signature, type SignedCall } from './signed-call.ts';

/** Options of {@link startLocalFunctions}. */
export interface LocalFunctionsOptions extends Omit<AsyncInvocationsOptions, 'clock' | 'run'> {
  /** 0 takes any free port. */
  readonly port: number;
  /** Who may invoke. */
  readonly credentials: FcCredentials;
  /** Names of the functions there are: of 3.0 `worker`, of 2.0 `service/worker`. */
  readonly functions: readonly string[];
  readonly run: RunFunction;
}

/** A local Function Compute that listens. */
export interface LocalFunctions {
  /** `http://127.0.0.1:9100`, the endpoint of both APIs. */
  readonly url: string;
  /** What was given up and has no failure destination, oldest first. */
  readonly failures: () => readonly string[];
  readonly stop: () => Promise<void>;
}

// https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/limits
const MAX_ASYNC_BYTES = 131_072;
const MAX_SYNC_BYTES = 33_554_432;
const FC3 = /^\/2023-03-30\/functions\/([^/?]+)\/invocations(?:\?|$)/;
const FC2 = /^\/2016-08-15\/services\/([^/?]+)\/functions\/([^/?]+)\/invocations(?:\?|$)/;

/**
 * Starts a Function Compute on loopback that takes invocations over both of its APIs, 2.0 and 3.0, signed as the clients sign
 * them, and runs the functions: at once, or later where the call says `x-fc-invocation-type: Async`.
 */
export async function startLocalFunctions(options: LocalFunctionsOptions): Promise<LocalFunctions> {
  const { run, port } = options;
  const invocations = startAsyncInvocations({ ...options, clock: systemClock });
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, { max: MAX_SYNC_BYTES });
    if (body === undefined) return;
    const { method = '', url = '', headers } = request;
    const called = readCall({ method, url, headers, body }, options);
    if ('status' in called) {
      refuse(response, called);
    } else if (String(headers['x-fc-invocation-type']).toLowerCase() === 'async') {
      if (body.length > MAX_ASYNC_BYTES) refuse(response, TOO_LARGE);
      else response.writeHead(202, { 'x-fc-request-id': invocations.add(called.name, Buffer.from(body)) }).end();
    } else {
      const requestId = randomUUID();
      const outcome = await run(called.name, Buffer.from(body), requestId);
      if (outcome.kind === 'done') response.writeHead(200, { 'x-fc-request-id': requestId }).end(outcome.result);
      else {
        const errorType = outcome.kind === 'failed' ? outcome.errorType : 'FunctionNotStarted';
        response.writeHead(200, { 'x-fc-request-id': requestId, 'x-fc-error-type': errorType });
        response.end(JSON.stringify({ errorMessage: outcome.reason }));
      }
    }
  }
  await listenOn(server, port);
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    failures: invocations.failures,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, invocations.stop()]);
    },
  };
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const TOO_LARGE: Refusal = {
  status: 413,
  code: 'RequestEntityTooLarge',
  message: `an asynchronous invocation takes at most ${MAX_ASYNC_BYTES} bytes`,
};

/** Finds which function is called, and whether by somebody who may. */
function readCall(
  call: SignedCall,
  { functions, credentials }: Pick<LocalFunctionsOptions, 'functions' | 'credentials'>,
): { readonly name: string } | Refusal {
  const [, fc3] = FC3.exec(call.url) ?? [];
  const [, service = '', fc2 = ''] = FC2.exec(call.url) ?? [];
  if (call.method !== 'POST' || (fc3 === undefined && fc2 === '')) {
    return { status: 404, code: 'PathNotSupported', message: 'only invocations are known here' };
  }
  const check = fc3 === undefined ? checkFc2Signature : checkAcs3Signature;
  const fault = check(call, { credentials, now: systemClock() });
  if (fault !== undefined)
    return { status: 403, code: 'SignatureNotMatch', message: `the call is not let in: ${fault}` };
  const name = fc3 ?? `${service.replace(/\.[^.]*$/, '')}/${fc2}`;
  if (functions.includes(name)) return { name };
  return { status: 404, code: 'FunctionNotFound', message: `function ${name} does not exist` };
}

/** Answers in the form that the clients of both APIs read. */
function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  const requestId = randomUUID();
  const body = { RequestId: requestId, Code: code, Message: message, ErrorCode: code, ErrorMessage: message };
  response.writeHead(status, { 'content-type': 'application/json', 'x-fc-request-id': requestId });
  response.end(JSON.stringify(body));
}
