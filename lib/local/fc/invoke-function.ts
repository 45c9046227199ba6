import type { FcCredentials } from '../../fc/credentials.ts';
import type { InvocationOutcome } from './async-invocations.ts';

/** Options of {@link invokeFunction}. */
export interface InvokeFunctionOptions {
  /** Where the function's custom runtime listens. */
  readonly url: string;
  readonly requestId: string;
  /** Of the function's role. */
  readonly credentials: FcCredentials;
  /** Seconds that it has. */
  readonly timeoutSeconds: number;
}

/**
 * Runs a function on the custom runtime once, as Function Compute does: its failure is told by a header.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/event-handlers
 */
export async function invokeFunction(payload: Buffer, options: InvokeFunctionOptions): Promise<InvocationOutcome> {
  const { url, requestId, credentials, timeoutSeconds } = options;
  try {
    const response = await fetch(`${url}/invoke`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'x-fc-request-id': requestId,
        'x-fc-control-path': '/invoke',
        'x-fc-function-timeout': String(timeoutSeconds),
        'x-fc-access-key-id': credentials.accessKeyId,
        'x-fc-access-key-secret': credentials.accessKeySecret,
        'x-fc-security-token': credentials.securityToken ?? '',
      },
      body: payload,
      signal: AbortSignal.timeout(timeoutSeconds * 1_000),
    });
    const text = await response.text();
    if ((response.headers.get('x-fc-status') ?? '200') === '200') return { kind: 'done', result: text };
    return { kind: 'failed', errorType: 'UnhandledInvocationError', reason: text };
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    if (name === 'TimeoutError') return { kind: 'failed', errorType: 'FunctionTimeout', reason: 'it took too long' };
    if (cause?.code === 'ECONNREFUSED') return { kind: 'unreachable', reason: 'it does not listen' };
    return { kind: 'failed', errorType: 'ProcessExited', reason: 'it ended before it had answered' };
  }
}
