import { REFUSALS, type RefusalReason } from '../params/refusal.ts';
import { type CallbackFailure, FAILURE_WORDS } from './failure-words.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';
import { UPLOAD_WORDS, type UploadError } from './upload-words.ts';
import type { Words } from './words.ts';

/** The name of an error that OSS answers with. */
export type OssErrorName = RefusalReason | CallbackFailure | UploadError;

/** How an error of OSS is recognised. */
export interface KnownError {
  readonly name: OssErrorName;
  /** OSS's numbers for it. */
  readonly ecs: readonly string[];
  /** Its message, in today's wording and in older ones; fits anywhere in a text. */
  readonly message: RegExp;
  readonly words: Words;
}

// Spaces and punctuation of messages differ between editions, and do in what people copy.
const pattern = (message: string): RegExp => {
  const words = message.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return new RegExp(words.join('[^A-Za-z0-9]{1,4}'), 'i');
};

const refusals = (Object.keys(REFUSALS) as RefusalReason[]).map((name): KnownError => {
  const refusal: { ec?: string; message: string; code: string } = REFUSALS[name];
  const message = refusal.code === 'InvalidArgument' ? pattern(refusal.message) : pattern(refusal.code);
  return { name, ecs: refusal.ec === undefined ? [] : [refusal.ec], message, words: REFUSAL_WORDS[name] };
});

const FAILURES: readonly (readonly [CallbackFailure, readonly string[], RegExp])[] = [
  ['reply-without-length', [], /missing content.?length/i],
  ['reply-length-invalid', [], /invalid content.?length/i],
  ['reply-too-long', [], /too long content.?length/i],
  ['too-many-callbacks', ['0007-00000201'], /too many callback requests?/i],
  ['callback-too-slow', ['0007-00000202'], /cost too long time|reply time.?out|cost\s*:\s*\d+\s*ms/i],
  ['callback-not-connected', [], /can(?: ?not|'t) connect to your callback|error\s+status\s*[:：]\s*-1\b/i],
  ['callback-status', ['0007-00000203'], /error\s+status\s*[:：]\s*\d{3}\b/i],
  ['reply-not-json', ['0007-00000205'], /response body is not valid json/i],
  ['image-info-failed', ['0007-00000301', '0007-00000302', '0007-00000303'], /get image info failed/i],
  ['callback-failed', [], /callback to application server failed|CallbackFailed(?:Error)?\b/i],
];

const UPLOADS: readonly (readonly [UploadError, readonly string[], RegExp])[] = [
  ['denied-by-callback', ['0007-00000209'], /RequestDeniedByCallback/i],
  ['policy-expired', [], /Policy expired/i],
  ['policy-condition-failed', [], /Policy Condition failed/i],
  ['policy-invalid', [], /InvalidPolicyDocument/i],
  ['form-without-key', [], /bucket POST must contain the specified '?key'?/i],
  ['form-files', [], /IncorrectNumberOfFilesInPOSTRequest/i],
  ['form-malformed', [], /MalformedPOSTRequest|not well-formed multipart/i],
  ['form-v4-field', ['0002-00000066', '0002-00000701', '0002-00000703', '0002-00000704', '0002-00000710'], /(?!)/],
  ['entity-too-large', [], /EntityTooLarge/i],
  ['entity-too-small', [], /EntityTooSmall/i],
  ['object-exists', [], /FileAlreadyExists/i],
  ['request-expired', [], /Request has expired/i],
  ['clock-skewed', [], /RequestTimeTooSkewed/i],
  ['access-key-unknown', [], /InvalidAccessKeyId/i],
  ['signature-does-not-match', [], /SignatureDoesNotMatch/i],
  ['access-denied', [], /AccessDenied\b/i],
  ['invalid-argument', [], /InvalidArgument\b/i],
];

/** Every error of OSS that this project knows, the more special before the more general. */
export const KNOWN_ERRORS: readonly KnownError[] = [
  ...refusals,
  ...UPLOADS.map(([name, ecs, message]) => ({ name, ecs, message, words: UPLOAD_WORDS[name] })),
  ...FAILURES.map(([name, ecs, message]) => ({ name, ecs, message, words: FAILURE_WORDS[name] })),
];
