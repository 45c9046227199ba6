import type { AnyOssCallbackError, OssCallbackErrorCode } from '../errors.ts';
import { jsonReply, type Reply } from '../http/reply.ts';

/** What a refused caller is told. */
export type WireCode = 'InvalidCallback' | 'NotFound' | 'TooLarge' | 'UnsupportedMethod' | 'TryAgain';

/**
 * The reply to a callback that was not accepted. One code for everything that a forger could learn from; the log has
 * the rest. An error that is not ours is a fault of ours, and the uploader may try again.
 */
export function rejectionReply(error: AnyOssCallbackError | undefined, requestId: string): Reply {
  // A user's own subclass may have a code that is not one of ours.
  const [status, Code] = error !== undefined && Object.hasOwn(ANSWERS, error.code) ? ANSWERS[error.code] : TRY_AGAIN;
  return jsonReply(status, { Status: 'Error', Code, RequestId: requestId });
}

type WireAnswer = readonly [status: number, code: WireCode];

const TRY_AGAIN: WireAnswer = [503, 'TryAgain'];
const INVALID: WireAnswer = [400, 'InvalidCallback'];
const TOO_LARGE: WireAnswer = [413, 'TooLarge'];

// Each code has its answer, or this does not compile.
const ANSWERS: Readonly<Record<OssCallbackErrorCode, WireAnswer>> = {
  ERR_SIGNATURE_MISSING: INVALID,
  ERR_SIGNATURE_MISMATCH: INVALID,
  ERR_PUB_KEY_URL_NOT_ALLOWED: INVALID,
  ERR_PUB_KEY_NOT_FOUND: INVALID,
  ERR_TICKET_INVALID: INVALID,
  ERR_MALFORMED_REQUEST: INVALID,
  ERR_PATH_NOT_FOUND: [404, 'NotFound'],
  ERR_BODY_TOO_LARGE: TOO_LARGE,
  ERR_MESSAGE_TOO_LARGE: TOO_LARGE,
  ERR_METHOD_NOT_SUPPORTED: [501, 'UnsupportedMethod'],
  ERR_NOT_DURABLE: TRY_AGAIN,
  ERR_PUB_KEY_UNAVAILABLE: TRY_AGAIN,
  ERR_SECRET_UNAVAILABLE: TRY_AGAIN,
  ERR_OBJECT_STORE_UNAVAILABLE: TRY_AGAIN,
  ERR_MESSAGE_INVALID: TRY_AGAIN,
  ERR_STORE_SCHEMA: TRY_AGAIN,
  ERR_REDRIVE_FAILED: TRY_AGAIN,
  ERR_CONFIG_INVALID: TRY_AGAIN,
  ERR_CALLBACK_INVALID: TRY_AGAIN,
};
