/**
 * Every error that this project throws for bad input or an unwilling outside world.
 * A programmer's mistake is a `TypeError` instead. Words for people stand in `lib/diagnostics/`.
 */

/** Base of all coded errors: `code` is stable, `message` is for the log, fields carry the evidence. */
export abstract class OssCallbackError extends Error {
  abstract readonly code: string;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The request used another method than POST. */
export class MethodNotSupportedError extends OssCallbackError {
  readonly code = 'ERR_METHOD_NOT_SUPPORTED';
  readonly method: string;
  constructor(method: string) {
    // An event that was written by hand may state none.
    super(`expected POST, got ${method || 'no method'}`);
    this.method = method;
  }
}

/** The request's path is not the configured callback path. */
export class PathNotFoundError extends OssCallbackError {
  readonly code = 'ERR_PATH_NOT_FOUND';
}

/** The request cannot be read as HTTP should be: a bad percent escape, a body that is not the stated base64. */
export class MalformedRequestError extends OssCallbackError {
  readonly code = 'ERR_MALFORMED_REQUEST';
}

/** The body is larger than `MAX_BODY_BYTES`. */
export class BodyTooLargeError extends OssCallbackError {
  readonly code = 'ERR_BODY_TOO_LARGE';
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super(`expected a body of at most ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/** `Authorization` or `x-oss-pub-key-url` is missing, doubled, or not the base64 that OSS sends. */
export class SignatureMissingError extends OssCallbackError {
  readonly code = 'ERR_SIGNATURE_MISSING';
}

/** The signature does not match the request. One message for every cause: details help a forger. */
export class SignatureMismatchError extends OssCallbackError {
  readonly code = 'ERR_SIGNATURE_MISMATCH';
  constructor() {
    super('the signature does not match the request');
  }
}

/** `x-oss-pub-key-url` names something else than a callback key of OSS. It is never fetched. */
export class PubKeyUrlNotAllowedError extends OssCallbackError {
  readonly code = 'ERR_PUB_KEY_URL_NOT_ALLOWED';
  readonly url: string;
  constructor(url: string) {
    super('the public-key URL is not one of OSS');
    this.url = url;
  }
}

/** The key host says that there is no such key (404). */
export class PubKeyNotFoundError extends OssCallbackError {
  readonly code = 'ERR_PUB_KEY_NOT_FOUND';
  readonly url: string;
  constructor(url: string) {
    super(`no public key at ${url}`);
    this.url = url;
  }
}

/** The public key could not be fetched in time: host down, redirect, wrong status, not a key. */
export class PubKeyUnavailableError extends OssCallbackError {
  readonly code = 'ERR_PUB_KEY_UNAVAILABLE';
  readonly url: string;
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(`could not fetch ${url}: ${reason}`, options);
    this.url = url;
  }
}

/** Why a ticket is refused. `unparsed`: the body could not be understood, so nothing in it can be relied on. */
export type TicketFault = 'missing' | 'malformed' | 'unparsed' | 'no-object' | 'unknown-key' | 'mismatch' | 'expired';

/** A genuinely signed callback carries no ticket that allows its upload. `reason` is for the log, never for the caller. */
export class TicketInvalidError extends OssCallbackError {
  readonly code = 'ERR_TICKET_INVALID';
  readonly reason: TicketFault;
  constructor(reason: TicketFault) {
    super(`the ticket does not allow this upload: ${reason}`);
    this.reason = reason;
  }
}

/** A secret could not be read in time from where it is kept. `secretName` is its name, never its value. */
export class SecretUnavailableError extends OssCallbackError {
  readonly code = 'ERR_SECRET_UNAVAILABLE';
  readonly secretName: string;
  constructor(secretName: string, reason: string, options?: ErrorOptions) {
    super(`could not read the secret ${secretName}: ${reason}`, options);
    this.secretName = secretName;
  }
}

/** OSS could not be asked: no answer in time, or a refusal that says nothing of the object. */
export class ObjectStoreUnavailableError extends OssCallbackError {
  readonly code = 'ERR_OBJECT_STORE_UNAVAILABLE';
  readonly bucket: string;
  /** HTTP status of the refusal; absent where there was no answer. */
  readonly status?: number;
  constructor(bucket: string, reason: string, options: ErrorOptions & { readonly status?: number | undefined } = {}) {
    super(`could not ask OSS about bucket ${bucket}: ${reason}`, options);
    this.bucket = bucket;
    if (options.status !== undefined) this.status = options.status;
  }
}

/** The queue did not confirm the message within the budget: the upload must not be acknowledged. */
export class NotDurableError extends OssCallbackError {
  readonly code = 'ERR_NOT_DURABLE';
}

/** The message does not fit the queue, even without its parsed fields. */
export class MessageTooLargeError extends OssCallbackError {
  readonly code = 'ERR_MESSAGE_TOO_LARGE';
  readonly maxBytes: number;
  constructor(bytes: number, maxBytes: number) {
    super(`expected a message of at most ${maxBytes} bytes, got ${bytes}`);
    this.maxBytes = maxBytes;
  }
}

/** What came from the queue is not a message that this version of the worker understands. */
export class MessageInvalidError extends OssCallbackError {
  readonly code = 'ERR_MESSAGE_INVALID';
}

/** The database's tables are not those that this version of the code knows. Version 0: there are none. */
export class StoreSchemaError extends OssCallbackError {
  readonly code = 'ERR_STORE_SCHEMA';
  readonly found: number;
  readonly expected: number;
  constructor(found: number, expected: number) {
    const advice = found < expected ? 'run oss-callback migrate' : 'update this code, which is older than the tables';
    super(`expected tables of version ${expected}, found ${found === 0 ? 'none' : `version ${found}`}: ${advice}`);
    this.found = found;
    this.expected = expected;
  }
}

/** The queue gave up moving dead letters back. `moved` of them are back all the same. */
export class RedriveFailedError extends OssCallbackError {
  readonly code = 'ERR_REDRIVE_FAILED';
  readonly moved: number;
  constructor(reason: string, moved: number) {
    super(`the dead letters could not all be moved back: ${reason}`);
    this.moved = moved;
  }
}

/** A setting has a value that it cannot have, or is missing where it must be stated. */
export class ConfigInvalidError extends OssCallbackError {
  readonly code = 'ERR_CONFIG_INVALID';
}

/** OSS would refuse these callback parameters with status 400, before it stores anything. */
export class CallbackInvalidError extends OssCallbackError {
  readonly code = 'ERR_CALLBACK_INVALID';
  /** OSS's own number for it, such as `0007-00000003`; absent where none is known. */
  readonly ec?: string;
  readonly argumentName: string;
  readonly argumentValue: string;
  constructor(refusal: { ec?: string; message: string; argumentName: string; argumentValue: string }) {
    super(refusal.message);
    if (refusal.ec !== undefined) this.ec = refusal.ec;
    this.argumentName = refusal.argumentName;
    this.argumentValue = refusal.argumentValue;
  }
}

/** Discriminated by `code`, so that `switch (error.code)` narrows and is exhaustive. */
export type AnyOssCallbackError =
  | MethodNotSupportedError
  | PathNotFoundError
  | MalformedRequestError
  | BodyTooLargeError
  | SignatureMissingError
  | SignatureMismatchError
  | PubKeyUrlNotAllowedError
  | PubKeyNotFoundError
  | PubKeyUnavailableError
  | TicketInvalidError
  | SecretUnavailableError
  | ObjectStoreUnavailableError
  | NotDurableError
  | MessageTooLargeError
  | MessageInvalidError
  | StoreSchemaError
  | RedriveFailedError
  | ConfigInvalidError
  | CallbackInvalidError;

/** Every code of {@link AnyOssCallbackError}. */
export type OssCallbackErrorCode = AnyOssCallbackError['code'];

/** Tells whether a caught value is one of ours. */
export function isOssCallbackError(value: unknown): value is AnyOssCallbackError {
  return value instanceof OssCallbackError;
}
