import type { Clock } from '../clock.ts';
import { isOssCallbackError, type OssCallbackErrorCode } from '../errors.ts';
import type { CallbackRequest } from '../http/callback-request.ts';
import type { Logger } from '../logger.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import { toReportedError } from '../reported-error.ts';
import { isOssRequestId } from './oss-request-id.ts';

/** How one callback ended. `not-durable`: it may have been genuine, and the uploader was told to try again. */
export interface CallbackOutcome {
  readonly outcome: 'accepted' | 'rejected' | 'not-durable';
  /** Why, where it was not accepted. `ERR_UNEXPECTED` is a fault of ours. */
  readonly code?: OssCallbackErrorCode | 'ERR_UNEXPECTED';
  /** Milliseconds from the start: the whole, and its parts as far as it came. */
  readonly ms: { readonly ack: number; readonly verify?: number; readonly enqueue?: number };
}

/** Makes the fields that carry a platform's metrics in the same log line. */
export type OutcomeMetrics = (outcome: CallbackOutcome) => object;

/** Writes the one line of a callback. */
export interface OutcomeLog {
  /** Marks the end of the verification. */
  readonly verified: () => void;
  accepted(message: UploadMessage): void;
  failed(error: unknown): void;
}

/** Options of {@link createOutcomeLog}. */
export interface OutcomeLogOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: OutcomeMetrics | undefined;
}

/** Starts the clock of one callback. No line ever holds a signature, a header or a body. */
export function createOutcomeLog(
  { requestId, traceId, headers }: CallbackRequest,
  { clock, logger, metrics }: OutcomeLogOptions,
): OutcomeLog {
  const start = clock();
  let verifiedAt: number | undefined;
  // Not signed, so only a hint for who searches OSS's own logs; and nothing but an id gets into ours.
  const ossRequestId = headers['x-oss-request-id'];
  const ossId = isOssRequestId(ossRequestId) ? ossRequestId : undefined;
  const elapsed = (isEnqueued: boolean): CallbackOutcome['ms'] => {
    const ack = clock() - start;
    if (verifiedAt === undefined) return { ack };
    const verify = verifiedAt - start;
    return isEnqueued ? { ack, verify, enqueue: ack - verify } : { ack, verify };
  };
  return {
    verified() {
      verifiedAt = clock();
    },
    // One object, filled in place: after the verification this line is the costliest part of a callback.
    accepted({ id, upload: { bucket, object, size }, problem }) {
      const ms = elapsed(true);
      const fields = {
        outcome: 'accepted',
        ms,
        id,
        requestId,
        traceId,
        ossRequestId: ossId,
        bucket,
        object,
        size,
        problem,
      };
      logger.info(Object.assign(fields, metrics?.({ outcome: 'accepted', ms })), 'callback accepted');
    },
    failed(error) {
      const code = isOssCallbackError(error) ? error.code : 'ERR_UNEXPECTED';
      const outcome = REJECTED.has(code) ? 'rejected' : 'not-durable';
      const ms = elapsed(false);
      const reason = reasonOf(error);
      // Only of a fault of ours: the place of any other is its code.
      const stack = code === 'ERR_UNEXPECTED' ? toReportedError(error).stack : undefined;
      const fields = { outcome, code, ms, requestId, traceId, ossRequestId: ossId, reason, stack };
      Object.assign(fields, metrics?.({ outcome, code, ms }));
      if (outcome === 'rejected') logger.warn(fields, 'callback rejected');
      else logger.error(fields, 'callback not durable');
    },
  };
}

const REJECTED: ReadonlySet<string> = new Set<OssCallbackErrorCode>([
  'ERR_METHOD_NOT_SUPPORTED',
  'ERR_PATH_NOT_FOUND',
  'ERR_MALFORMED_REQUEST',
  'ERR_BODY_TOO_LARGE',
  'ERR_MESSAGE_TOO_LARGE',
  'ERR_SIGNATURE_MISSING',
  'ERR_SIGNATURE_MISMATCH',
  'ERR_PUB_KEY_URL_NOT_ALLOWED',
  'ERR_PUB_KEY_NOT_FOUND',
  'ERR_TICKET_INVALID',
]);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something other than an error was thrown';
  const cause = error.cause instanceof Error ? `: ${toReportedError(error.cause).message}` : '';
  return `${toReportedError(error).message}${cause}`;
}
