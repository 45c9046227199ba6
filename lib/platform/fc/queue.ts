import type { Worker } from '../../worker/worker.ts';
import { remainingMs, type FcContext } from './context.ts';
import type { RoleCredentials } from './role-credentials.ts';

/** One message that Function Compute hands over. */
export interface FcInvocation {
  /** What was enqueued, octet for octet. */
  readonly payload: Uint8Array;
  /** The same for every attempt. */
  readonly requestId: string;
  /** Seconds that the function has. */
  readonly timeoutSeconds?: number | undefined;
}

/** Handles one message; rejects where it is to be delivered again. */
export type FcInvocationHandler = (invocation: FcInvocation) => Promise<void>;

/**
 * Makes of a worker what handles an asynchronous invocation. One invocation is one message, so a message that failed fails it,
 * and Function Compute tries again: by default three times, then hands it to the failure destination.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/retry-policy
 */
export function createFcInvocationHandler(worker: Worker | Promise<Worker>): FcInvocationHandler {
  return async ({ payload, requestId, timeoutSeconds }) => {
    const left = remainingMs(timeoutSeconds);
    const work = await worker;
    const record = { id: requestId, body: Buffer.from(payload).toString('utf8') };
    const { failedIds } = await work([record], left ? { remainingMs: left } : {});
    // The log has told why.
    if (failedIds.length > 0) throw new Error('the message is to be delivered again');
  };
}

/** Makes the handler of an event function that takes asynchronous invocations. */
export function createFcQueueHandler(
  handle: FcInvocationHandler,
  { credentials }: { readonly credentials: RoleCredentials },
): (event: Uint8Array, context?: FcContext) => Promise<string> {
  return async (event, context = {}) => {
    credentials.renew(context.credentials);
    await handle({ payload: event, requestId: context.requestId ?? '', timeoutSeconds: context.function?.timeout });
    return '';
  };
}
