import type { AnyOssCallbackError } from '../errors.ts';
import { jsonReply, type Reply } from '../http/reply.ts';

/** What a refused caller is told. */
export type WireCode = 'InvalidCallback' | 'NotFound' | 'TooLarge' | 'UnsupportedMethod' | 'TryAgain';

/**
 * The reply to a callback that was not accepted. One code for everything that a forger could learn from; the log has
 * the rest. An error that is not ours is a fault of ours, and the uploader may try again.
 */
export function rejectionReply(error: AnyOssCallbackError | undefined, requestId: string): Reply {
  const [status, Code] = error === undefined ? TRY_AGAIN : wireAnswer(error);
  return jsonReply(status, { Status: 'Error', Code, RequestId: requestId });
}

type WireAnswer = readonly [status: number, code: WireCode];

const TRY_AGAIN: WireAnswer = [503, 'TryAgain'];

function wireAnswer(error: AnyOssCallbackError): WireAnswer {
  switch (error.code) {
    case 'ERR_SIGNATURE_MISSING':
    case 'ERR_SIGNATURE_MISMATCH':
    case 'ERR_PUB_KEY_URL_NOT_ALLOWED':
    case 'ERR_PUB_KEY_NOT_FOUND':
    case 'ERR_TICKET_INVALID':
    case 'ERR_MALFORMED_REQUEST':
      return [400, 'InvalidCallback'];
    case 'ERR_PATH_NOT_FOUND':
      return [404, 'NotFound'];
    case 'ERR_BODY_TOO_LARGE':
    case 'ERR_MESSAGE_TOO_LARGE':
      return [413, 'TooLarge'];
    case 'ERR_METHOD_NOT_SUPPORTED':
      return [501, 'UnsupportedMethod'];
    case 'ERR_NOT_DURABLE':
    case 'ERR_PUB_KEY_UNAVAILABLE':
    case 'ERR_SECRET_UNAVAILABLE':
    case 'ERR_OBJECT_STORE_UNAVAILABLE':
    case 'ERR_MESSAGE_INVALID':
    case 'ERR_STORE_SCHEMA':
    case 'ERR_REDRIVE_FAILED':
    case 'ERR_CONFIG_INVALID':
    case 'ERR_CALLBACK_INVALID':
      return TRY_AGAIN;
  }
  // A code that a user's own subclass has.
  return TRY_AGAIN;
}
