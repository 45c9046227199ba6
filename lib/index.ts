export { createCallbackReceiver } from './callback/receive.ts';
export type { CallbackReceiver, CallbackReceiverOptions } from './callback/receive.ts';
export type { CallbackRequest } from './http/callback-request.ts';
export type { Reply } from './http/reply.ts';

export { createWorker } from './worker/create-worker.ts';
export type { WorkerOptions } from './worker/create-worker.ts';
export type { Step, StepContext } from './worker/step.ts';
export type { BatchResult, QueueRecord, Worker, WorkerInvocation } from './worker/worker.ts';
export type { ReviewRules } from './worker/review-rules.ts';

export { createDiscardQueue } from './queue/discard-queue.ts';
export { createMemoryQueue } from './queue/memory-queue.ts';
export { createSqsQueue } from './queue/sqs-queue.ts';
export type { DiscardQueue } from './queue/discard-queue.ts';
export type { MemoryQueue, MemoryQueueOptions } from './queue/memory-queue.ts';
export type { EnqueueOptions, MessageQueue } from './queue/message-queue.ts';
export type { SqsQueueOptions } from './queue/sqs-queue.ts';
export type { RawBody, Upload, UploadMessage } from './queue/upload-message.ts';

export { createMemoryUploadStore } from './store/memory-upload-store.ts';
export { openUploadReader, openUploadStore } from './store/open-store.ts';
export type { MemoryUploadStore, MemoryUploadStoreOptions } from './store/memory-upload-store.ts';
export type { OpenStoreOptions, OpenUploadStoreOptions } from './store/open-store.ts';
export type { UploadReader } from './store/upload-reader.ts';
export type { UploadRecord } from './store/upload-record.ts';
export type { RecordedUpload, UploadStore } from './store/upload-store.ts';

export { createLambdaHttpHandler, lambdaEventToRequest, replyToLambdaResult } from './platform/aws/http.ts';
export type { LambdaHttpEvent, LambdaHttpResult } from './platform/aws/http.ts';
export { batchResultToSqsResponse, createSqsHandler, sqsEventToRecords } from './platform/aws/queue.ts';
export { createNodeHttpListener, incomingToRequest } from './platform/node/http.ts';
export type { NodeHttpListenerOptions } from './platform/node/http.ts';
export { replyToWebResponse, webRequestToRequest } from './platform/web/http.ts';
export type { WebRequestOptions } from './platform/web/http.ts';

export { createPubKeyStore } from './signature/pub-key-store.ts';
export { signRequest } from './signature/sign-request.ts';
export { verifySignature } from './signature/verify-signature.ts';
export type { PubKeyStore, PubKeyStoreOptions } from './signature/pub-key-store.ts';
export type { RequestToSign, SignatureHeaders, SignRequestOptions } from './signature/sign-request.ts';
export type { VerifySignatureOptions } from './signature/verify-signature.ts';

export { createTicketCheck } from './callback/check-ticket.ts';
export { createSecretCache } from './secrets/secret-cache.ts';
export { addTicket } from './upload-policy/add-ticket.ts';
export { createTicket } from './upload-policy/create-ticket.ts';
export { createTicketKey } from './upload-policy/ticket-key.ts';
export { createUploadPolicy } from './upload-policy/create-upload-policy.ts';
export type { CheckTicket, TicketCheckOptions } from './callback/check-ticket.ts';
export type { SecretCache, SecretCacheOptions } from './secrets/secret-cache.ts';
export type { SecretSource } from './secrets/secret-source.ts';
export type { CreateTicketOptions } from './upload-policy/create-ticket.ts';
export type {
  AuthorizeRequest,
  AuthorizeUpload,
  UploadPolicyEndpoint,
  UploadPolicyOptions,
} from './upload-policy/create-upload-policy.ts';
export type { TicketKey } from './upload-policy/ticket-key.ts';
export type { UploadGrant } from './upload-policy/upload-grant.ts';

export { buildCallback } from './params/build-callback.ts';
export { lintCallback } from './params/lint-callback.ts';
export type { BuiltCallback } from './params/build-callback.ts';
export type { BuildCallbackOptions } from './params/build-options.ts';
export type { Finding, Severity } from './params/finding.ts';
export type { LintOptions } from './params/lint-callback.ts';

export { explain } from './diagnostics/explain.ts';
export type { Explanation } from './diagnostics/explanation.ts';

export { createLogger, silentLogger } from './logger.ts';
export type { Logger, LoggerOptions } from './logger.ts';
export type { Clock } from './clock.ts';

export {
  BodyTooLargeError,
  CallbackInvalidError,
  ConfigInvalidError,
  isOssCallbackError,
  MalformedRequestError,
  MessageInvalidError,
  MessageTooLargeError,
  MethodNotSupportedError,
  NotDurableError,
  ObjectStoreUnavailableError,
  OssCallbackError,
  PathNotFoundError,
  PubKeyNotFoundError,
  PubKeyUnavailableError,
  PubKeyUrlNotAllowedError,
  RedriveFailedError,
  SecretUnavailableError,
  SignatureMismatchError,
  SignatureMissingError,
  StoreSchemaError,
  TicketInvalidError,
} from './errors.ts';
export type { AnyOssCallbackError, OssCallbackErrorCode } from './errors.ts';
