export { createCallbackReceiver } from './callback/receive.ts';
export type { CallbackReceiver, CallbackReceiverOptions } from './callback/receive.ts';
export type { CallbackOutcome, OutcomeMetrics } from './callback/outcome-log.ts';
export type { CallbackRequest } from './http/callback-request.ts';
export type { Reply } from './http/reply.ts';
export type { FieldNames, ParsedBody } from './params/upload-fields.ts';
export type { Trust, TrustRule } from './trust.ts';

export { createWorker } from './worker/create-worker.ts';
export type { WorkerOptions } from './worker/create-worker.ts';
export type { BatchResult, QueueRecord, Worker, WorkerInvocation } from './worker/worker.ts';
export type { MessageOutcome, MessageReport } from './worker/message-report.ts';
export type { ReportedError } from './reported-error.ts';
export type { Step, StepContext } from './worker/step.ts';
export type { ReviewRules } from './worker/review-rules.ts';
export type { ConfirmStepOptions, Difference } from './worker/confirm-step.ts';

export type {
  HeadObject,
  ListQuery,
  ListedObject,
  ObjectPage,
  ObjectStore,
  StoredObject,
} from './object-store/object-store.ts';
export type { OssCredentials } from './oss-credentials.ts';

export { createDiscardQueue } from './queue/discard-queue.ts';
export { createMemoryQueue } from './queue/memory-queue.ts';
export { createSqsQueue } from './queue/sqs-queue.ts';
export type { EnqueueOptions, MessageQueue } from './queue/message-queue.ts';
export type { MessageTicket, RawBody, Upload, UploadMessage } from './queue/upload-message.ts';
export type { DiscardQueue } from './queue/discard-queue.ts';
export type { MemoryQueue, MemoryQueueOptions } from './queue/memory-queue.ts';
export type { SqsQueueOptions } from './queue/sqs-queue.ts';
export type { AwsCredentials } from './aws/json-client.ts';

export { createMemoryUploadStore } from './store/memory-upload-store.ts';
export { openFactStore, openUploadReader, openUploadStore } from './store/open-store.ts';
export type { MemoryUploadStore, MemoryUploadStoreOptions } from './store/memory-upload-store.ts';
export type { OpenStoreOptions, OpenUploadStoreOptions } from './store/open-store.ts';
export type { PostgresConfig, StoreConfig } from './config.ts';
export type { DatabaseUrl } from './store/postgres-database.ts';
export type { RecordedUpload, UploadStore } from './store/upload-store.ts';
export type { BodyDigest, TicketUse, UploadRecord } from './store/upload-record.ts';
export type {
  FinishedStep,
  StatisticsQuery,
  UploadDetails,
  UploadListQuery,
  UploadPage,
  UploadReader,
  UploadStatus,
  UploadSummary,
} from './store/upload-reader.ts';
export type { StatisticsEntry, StatisticsRow, Totals } from './store/statistics.ts';
export type { UploadEraser } from './store/upload-eraser.ts';
export type { FactOptions, FactStore } from './store/fact-store.ts';

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
export type { PubKeyStore, PubKeyStoreOptions, RefetchOptions } from './signature/pub-key-store.ts';
export type { FetchKey } from './signature/fetch-pub-key.ts';
export type { PubKey } from './signature/pub-key.ts';
export type { PubKeyUrl } from './signature/pub-key-url.ts';
export type { RequestToSign, SignatureHeaders, SignRequestOptions } from './signature/sign-request.ts';
export type {
  SignatureVerifierOptions,
  VerificationTime,
  VerifySignatureOptions,
} from './signature/verify-signature.ts';
export type { FindStringToSignOptions } from './signature/string-to-sign.ts';

export { createTicketCheck } from './callback/check-ticket.ts';
export { addTicket } from './upload-policy/add-ticket.ts';
export { createTicket } from './upload-policy/create-ticket.ts';
export { createTicketKey } from './upload-policy/ticket-key.ts';
export type { CheckTicket, TicketCheckOptions } from './callback/check-ticket.ts';
export type { CreateTicketOptions } from './upload-policy/create-ticket.ts';
export type { TicketScope } from './upload-policy/ticket.ts';
export type { TicketKey } from './upload-policy/ticket-key.ts';
export type { TicketClaims } from './upload-policy/verify-ticket.ts';

export { createSecretCache } from './secrets/secret-cache.ts';
export type { SecretCache, SecretCacheOptions } from './secrets/secret-cache.ts';
export type { SecretSource } from './secrets/secret-source.ts';

export { createUploadPolicy } from './upload-policy/create-upload-policy.ts';
export type {
  AuthorizeRequest,
  AuthorizeUpload,
  UploadPolicyEndpoint,
  UploadPolicyOptions,
} from './upload-policy/create-upload-policy.ts';
export type { AllowedOrigins } from './upload-policy/cors.ts';
export type { BuildTicketCallback, IssueUploadOptions } from './upload-policy/issue-upload.ts';
export type { BucketLocation } from './upload-policy/bucket-url.ts';
export type { UploadRequest } from './upload-policy/upload-request.ts';
export type { UploadGrant } from './upload-policy/upload-grant.ts';

export { buildCallback } from './params/build-callback.ts';
export { lintCallback } from './params/lint-callback.ts';
export type { BuiltCallback } from './params/build-callback.ts';
export type { BuildCallbackOptions } from './params/build-options.ts';
export type { Callback, CallbackBodyType, CallbackVars } from './params/callback.ts';
export type { CallbackTransports } from './params/transports.ts';
export type { LintOptions } from './params/lint-callback.ts';
export type { CallbackInput } from './params/callback-input.ts';
export type { CallbackParameters } from './params/validate-callback.ts';
export type { Finding, FindingArgs, Fix, Position, Severity } from './params/finding.ts';
export type { RuleCode } from './params/rule-code.ts';
export type { RefusalReason } from './params/refusal.ts';

export { explain } from './diagnostics/explain.ts';
export type { Explanation, KnownExplanation, UnknownExplanation } from './diagnostics/explanation.ts';
export type { Evidence } from './diagnostics/evidence.ts';
export type { Words } from './diagnostics/words.ts';
export type { OssErrorName } from './diagnostics/known-errors.ts';
export type { CallbackFailure } from './diagnostics/failure-words.ts';
export type { UploadError } from './diagnostics/upload-words.ts';

export { createLogger, silentLogger } from './logger.ts';
export type { Logger, LoggerOptions, LogLevel } from './logger.ts';
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
export type { AnyOssCallbackError, OssCallbackErrorCode, TicketFault } from './errors.ts';
