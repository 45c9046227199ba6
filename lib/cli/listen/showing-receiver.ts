import { createCallbackReceiver, type CallbackReceiver } from '../../callback/receive.ts';
import type { Clock } from '../../clock.ts';
import { diagnoseSignature, type NamedKey, type SignatureDiagnosis } from '../../diagnostics/diagnose-signature.ts';
import type { CallbackRequest } from '../../http/callback-request.ts';
import type { Reply } from '../../http/reply.ts';
import { silentLogger } from '../../logger.ts';
import type { UploadMessage } from '../../queue/upload-message.ts';
import type { FetchKey } from '../../signature/fetch-pub-key.ts';
import { createPubKeyStore } from '../../signature/pub-key-store.ts';
import { unverifiedKeys, withAnySignature } from './unverified-keys.ts';

/** One callback as it came, and what became of it. */
export interface ShownCallback {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly request: CallbackRequest;
  readonly reply: Reply;
  /** What a worker would have been handed; absent where the callback was refused. */
  readonly message?: UploadMessage;
  readonly diagnosis: SignatureDiagnosis;
}

/** Options of {@link createShowingReceiver}. */
export interface ShowingReceiverOptions {
  readonly clock: Clock;
  readonly fetch: FetchKey;
  /** Keys to trust beside OSS's. */
  readonly keys: readonly NamedKey[];
  /** Whether an unsigned or wrongly signed callback is refused, as it should. */
  readonly isVerifying: boolean;
  readonly publicPathPrefix: string | undefined;
  readonly maxBodyBytes: number;
  readonly show: (callback: ShownCallback) => void;
}

/** Creates the receiver that is deployed, with a queue that shows each message and keeps none. */
export function createShowingReceiver(options: ShowingReceiverOptions): CallbackReceiver {
  const { clock, fetch, keys, isVerifying, publicPathPrefix, maxBodyBytes, show } = options;
  const accepted = new Map<string, UploadMessage>();
  const trusted = keys.map(({ pem }) => pem);
  const receive = createCallbackReceiver({
    pubKeys: isVerifying ? createPubKeyStore({ trusted, fetch, clock }) : unverifiedKeys,
    queue: {
      enqueue(message) {
        accepted.set(message.requestId, message);
        return Promise.resolve();
      },
    },
    clock,
    logger: silentLogger,
    publicPathPrefix,
    maxBodyBytes,
  });
  return async (request) => {
    const receivedAt = clock();
    const reply = await receive(isVerifying ? request : withAnySignature(request));
    const message = accepted.get(request.requestId);
    accepted.delete(request.requestId);
    const diagnosis = diagnoseSignature(request, { keys, publicPathPrefix });
    show({ receivedAt, request, reply, diagnosis, ...(message === undefined ? {} : { message }) });
    return reply;
  };
}
