import type { OssCredentials } from '../oss-credentials.ts';
import type { BucketLocation } from './bucket-url.ts';
import { createPostForm, type PostForm } from './create-post-form.ts';
import { createTicket } from './create-ticket.ts';
import type { PinnedUpload } from './pinned-upload.ts';
import { presignPut, type PresignedPut } from './presign-put.ts';
import { toTicketKeys } from './ticket-key.ts';
import type { GrantedUpload, UploadGrant } from './upload-grant.ts';
import type { UploadRequest } from './upload-request.ts';

/** Makes callback parameters (base64 of their JSON) whose body carries the ticket and the custom variables. */
export type BuildTicketCallback = (content: {
  readonly ticket: string;
  readonly vars: Readonly<Record<string, string>>;
}) => string;

/** Options of {@link issueUpload}. */
export interface IssueUploadOptions extends BucketLocation {
  /** Where uploads go that the grant names no bucket for; region as signatures spell it, `cn-hangzhou`. */
  readonly region: string;
  readonly credentials: (signal: AbortSignal) => Promise<OssCredentials>;
  /** The versions of the ticket secret, current first. */
  readonly ticketSecret: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly buildCallback: BuildTicketCallback;
  readonly randomBytes: (count: number) => Uint8Array;
  /**
   * How long after an upload had to begin its callback may come, in seconds. Default 3600: a large file over a slow line.
   * OSS calls back when an upload ends, and refuses it by when it began.
   */
  readonly uploadSeconds?: number;
}

/** When and for how long. */
export interface IssueTime {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a client gets, and what is told in the log. */
export interface IssuedUpload {
  readonly reply: PostForm | PresignedPut;
  readonly log: object;
}

const NONCE_BYTES = 16;

/**
 * Pins an upload that was granted.
 * @throws {SecretUnavailableError} where a secret could not be read in time.
 * @throws {ConfigInvalidError} where a secret is not what it must be.
 * @throws {CallbackInvalidError} where OSS would refuse the callback, for its length or its form.
 */
export async function issueUpload(
  grant: UploadGrant,
  asked: GrantedUpload & Pick<UploadRequest, 'method' | 'signature' | 'size'>,
  options: IssueUploadOptions & IssueTime,
): Promise<IssuedUpload> {
  const { endpoint, region, uploadSeconds = 3_600, now, signal, randomBytes, buildCallback } = options;
  const { expiresInSeconds, bucket = options.bucket, vars = {} } = grant;
  const { scope, object, contentType } = asked;
  const [credentials, secrets] = await Promise.all([options.credentials(signal), options.ticketSecret(signal)]);
  const [key] = toTicketKeys(secrets);
  const expiresAt = Math.floor(now / 1_000) + expiresInSeconds + uploadSeconds;
  const ticket = createTicket({ key, bucket, scope, object, expiresAt, nonce: randomBytes(NONCE_BYTES) });
  const callback = buildCallback({ ticket, vars });
  const pinned: PinnedUpload = {
    endpoint,
    bucket,
    region,
    credentials,
    scope,
    object,
    contentType,
    callback,
    vars,
    now,
    expiresInSeconds,
  };
  return {
    reply:
      asked.method === 'put' ? presignPut({ ...pinned, size: asked.size }) : createPostForm({ ...pinned, ...asked }),
    log: { method: asked.method, bucket, scope, object, contentType, expiresInSeconds, ticketExpiresAt: expiresAt },
  };
}
