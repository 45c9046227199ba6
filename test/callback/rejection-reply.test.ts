import { createCallbackReceiver } from '../../lib/callback/receive.ts';
import { rejectionReply, type WireCode } from '../../lib/callback/rejection-reply.ts';
import * as errors from '../../lib/errors.ts';
import type { AnyOssCallbackError, OssCallbackErrorCode } from '../../lib/errors.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { createLogLines } from '../helpers/log-lines.ts';
import { generateKey, keyUrl, signedRequest } from '../helpers/signed-request.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: () => Promise.reject(new Error('a fetch')),
});

type Verdict<Code extends OssCallbackErrorCode> = readonly [
  error: Extract<AnyOssCallbackError, { code: Code }>,
  status: number,
  wireCode: WireCode,
  level: 'warn' | 'error',
];

// Each code has its row, or this does not compile.
const verdicts: { readonly [Code in OssCallbackErrorCode]: Verdict<Code> } = {
  ERR_SIGNATURE_MISSING: [new errors.SignatureMissingError('m'), 400, 'InvalidCallback', 'warn'],
  ERR_SIGNATURE_MISMATCH: [new errors.SignatureMismatchError(), 400, 'InvalidCallback', 'warn'],
  ERR_PUB_KEY_URL_NOT_ALLOWED: [new errors.PubKeyUrlNotAllowedError('u'), 400, 'InvalidCallback', 'warn'],
  ERR_PUB_KEY_NOT_FOUND: [new errors.PubKeyNotFoundError(keyUrl(9)), 400, 'InvalidCallback', 'warn'],
  ERR_TICKET_INVALID: [new errors.TicketInvalidError('expired'), 400, 'InvalidCallback', 'warn'],
  ERR_MALFORMED_REQUEST: [new errors.MalformedRequestError('m'), 400, 'InvalidCallback', 'warn'],
  ERR_PATH_NOT_FOUND: [new errors.PathNotFoundError('m'), 404, 'NotFound', 'warn'],
  ERR_BODY_TOO_LARGE: [new errors.BodyTooLargeError(1), 413, 'TooLarge', 'warn'],
  ERR_MESSAGE_TOO_LARGE: [new errors.MessageTooLargeError(2, 1), 413, 'TooLarge', 'warn'],
  ERR_METHOD_NOT_SUPPORTED: [new errors.MethodNotSupportedError('GET'), 501, 'UnsupportedMethod', 'warn'],
  ERR_NOT_DURABLE: [new errors.NotDurableError('m'), 503, 'TryAgain', 'error'],
  ERR_PUB_KEY_UNAVAILABLE: [new errors.PubKeyUnavailableError(keyUrl(1), 'down'), 503, 'TryAgain', 'error'],
  ERR_SECRET_UNAVAILABLE: [new errors.SecretUnavailableError('ticket', 'down'), 503, 'TryAgain', 'error'],
  ERR_OBJECT_STORE_UNAVAILABLE: [new errors.ObjectStoreUnavailableError('b', 'down'), 503, 'TryAgain', 'error'],
  ERR_MESSAGE_INVALID: [new errors.MessageInvalidError('m'), 503, 'TryAgain', 'error'],
  ERR_STORE_SCHEMA: [new errors.StoreSchemaError(0, 1), 503, 'TryAgain', 'error'],
  ERR_REDRIVE_FAILED: [new errors.RedriveFailedError('m', 0), 503, 'TryAgain', 'error'],
  ERR_CONFIG_INVALID: [new errors.ConfigInvalidError('m'), 503, 'TryAgain', 'error'],
  ERR_CALLBACK_INVALID: [
    new errors.CallbackInvalidError({ message: 'm', argumentName: 'a', argumentValue: 'v' }),
    503,
    'TryAgain',
    'error',
  ],
};

describe('rejectionReply, within a receiver', () => {
  it.each(Object.entries(verdicts))('answers and logs %s by its cause', async (code, [error, status, Code, level]) => {
    const { logger, lines } = createLogLines();
    const queue = createFakeQueue(() => Promise.reject(error));
    const reply = await createCallbackReceiver({ pubKeys, queue, clock: Date.now, logger })(signedRequest({ key }));
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toStrictEqual({ Status: 'Error', Code, RequestId: 'request-of-a-test' });
    const outcome = level === 'warn' ? 'rejected' : 'not-durable';
    expect(lines).toMatchObject([{ level, fields: { outcome, code } }]);
  });

  it.each(['ERR_OWN', 'toString', '__proto__'])(
    'is 503 for an error that a user made of ours, with the code %s',
    (code) => {
      class OwnError extends errors.OssCallbackError {
        override readonly code = code as never;
      }
      expect(rejectionReply(new OwnError('m') as never, 'r')).toMatchObject({ status: 503 });
    },
  );
});
