import { untilAborted } from '../clock.ts';
import { NotDurableError } from '../errors.ts';
import type { FcCredentialsProvider } from '../fc/credentials.ts';
import type { EnqueueOptions, MessageQueue } from './message-queue.ts';
import { sendWithRetries } from './send-with-retries.ts';
import { encodeMessage } from './upload-message.ts';

/** Options of both queues of Function Compute. */
export interface FcQueueOptions {
  /** The function that takes the messages. */
  readonly worker: string;
  /** Origin of the Function Compute API: `https://<account>.<region>.fc.aliyuncs.com`. */
  readonly endpoint: string;
  readonly credentials: FcCredentialsProvider;
}

/** What Function Compute answered to an asynchronous invocation; absent where the client does not tell. */
export interface FcAnswer {
  readonly status?: number | undefined;
  /** Function Compute's own id of the invocation. */
  readonly requestId?: string | undefined;
  /** Name of the error, where it refused: `FunctionNotFound`. */
  readonly errorCode?: string | undefined;
}

/** Hands a payload to a function for later; rejects where no whole answer comes or `signal` aborts. */
export type InvokeLater = (payload: Buffer, signal: AbortSignal) => Promise<FcAnswer>;

// https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/limits: an asynchronous invocation takes 128 KB.
const MAX_PAYLOAD_BYTES = 131_072;

/** Hands a payload over until Function Compute has confirmed it by 202 and the id of the invocation. */
export type FcSend = (payload: Buffer, options: EnqueueOptions) => Promise<void>;

/**
 * Makes of a client what hands payloads over, again where that may help. The client may still be loading: its time is the
 * whole's, not that of an attempt, which would be made twice.
 */
export function createFcSend(loading: Promise<InvokeLater>): FcSend {
  // Told by the first call, which awaits it.
  loading.catch(() => undefined);
  return async (payload, { signal }) => {
    const invokeLater = await untilAborted(
      loading,
      signal,
      () => new NotDurableError('no time was left for the queue'),
    );
    const attempt = async (time: AbortSignal) => judge(await invokeLater(payload, time));
    await sendWithRetries(attempt, { service: 'Function Compute', signal });
  };
}

/**
 * Creates a queue on Function Compute's own: an asynchronous invocation is kept by Function Compute, which tries again, gives it
 * up when it is too old, and hands what it gave up to the failure destination.
 */
export function createFcQueue(loading: Promise<InvokeLater>): MessageQueue {
  const send = createFcSend(loading);
  return {
    enqueue: async (message, options) => send(Buffer.from(encodeMessage(message, MAX_PAYLOAD_BYTES)), options),
  };
}

function judge({ status = 202, requestId, errorCode }: FcAnswer) {
  if (status === 202 && errorCode === undefined && requestId) return 'durable';
  const isPassing = status < 300 ? errorCode === undefined : status === 429 || status >= 500;
  const what = errorCode ?? (requestId ? 'no error code' : 'no request id');
  return { error: new NotDurableError(`Function Compute answered ${status}, ${what}`), isPassing };
}
