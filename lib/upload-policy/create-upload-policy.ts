import type { Clock } from '../clock.ts';
import { isOssCallbackError } from '../errors.ts';
import type { CallbackRequest } from '../http/callback-request.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import type { Logger } from '../logger.ts';
import { toReportedError } from '../reported-error.ts';
import { corsHeaders, preflightReply, type AllowedOrigins } from './cors.ts';
import { issueUpload, type IssueUploadOptions } from './issue-upload.ts';
import { applyGrant, type UploadGrant } from './upload-grant.ts';
import { parseUploadRequest, type UploadRequest } from './upload-request.ts';

/** What is known of who asks. */
export interface AuthorizeRequest {
  /** Names in lower case. */
  readonly headers: CallbackRequest['headers'];
  /** What he asks for; what he gets is the grant's business. */
  readonly upload: UploadRequest;
}

/** Decides what who asks may upload; `undefined`: nothing. `signal` aborts when there is no time left. */
export type AuthorizeUpload = (
  request: AuthorizeRequest,
  signal: AbortSignal,
) => Promise<UploadGrant | undefined> | UploadGrant | undefined;

/** Options of {@link createUploadPolicy}. */
export interface UploadPolicyOptions extends IssueUploadOptions {
  readonly authorize: AuthorizeUpload;
  /** Default none. */
  readonly origins?: AllowedOrigins;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Takes one request for a policy and answers it. Never rejects. */
export type UploadPolicyEndpoint = (request: CallbackRequest) => Promise<Reply>;

const MAX_BODY_BYTES = 16_384;
const BUDGET_MS = 5_000;

/**
 * Creates the HTTP flow that gives a browser or an app what it needs to upload straight to OSS: authorize, hold the request
 * against the grant, pin it. The ticket in the pinned callback is what the receiver asks for under `TRUST=ticket`.
 */
export function createUploadPolicy(options: UploadPolicyOptions): UploadPolicyEndpoint {
  const { authorize, origins = [], clock, logger } = options;

  async function answer(request: CallbackRequest, signal: AbortSignal): Promise<Answer> {
    if (request.method !== 'POST') return refusal(405, 'UnsupportedMethod');
    if (request.body.length > MAX_BODY_BYTES) return refusal(413, 'TooLarge');
    const parsed = parseUploadRequest(request.body);
    if ('problem' in parsed) return refusal(400, 'InvalidRequest', parsed.problem);
    const grant = await authorize({ headers: request.headers, upload: parsed.upload }, signal);
    if (grant === undefined) return refusal(401, 'Unauthorized');
    const outcome = applyGrant(grant, parsed.upload);
    if ('refusal' in outcome) return refusal(403, 'UploadNotAllowed', outcome.refusal);
    const issued = await issueUpload(
      grant,
      { ...parsed.upload, ...outcome.granted },
      { ...options, signal, now: clock() },
    );
    return { status: 200, value: issued.reply, log: issued.log };
  }

  return async function issue(request) {
    if (request.method === 'OPTIONS') return preflightReply(request, origins);
    const said = await answer(request, AbortSignal.timeout(BUDGET_MS)).catch((error: unknown) => {
      const { message: reason, stack } = toReportedError(error);
      const log = isOssCallbackError(error) ? { code: error.code, reason } : { code: 'ERR_UNEXPECTED', reason, stack };
      return { ...refusal(503, 'TryAgain'), log };
    });
    const { status, log } = said;
    const fields = { requestId: request.requestId, status, ...log };
    if (status === 200) logger.info(fields, 'upload allowed');
    else if (status === 503) logger.error(fields, 'upload policy failed');
    else logger.warn(fields, 'upload refused');
    const value = status === 200 ? said.value : { ...said.value, RequestId: request.requestId };
    const reply = jsonReply(status, value);
    return { ...reply, headers: { ...reply.headers, ...EXTRA[status], ...corsHeaders(request, origins), ...NO_STORE } };
  };
}

interface Answer {
  readonly status: number;
  readonly value: object;
  readonly log: object;
}

// What is signed is for this client and this minute.
const NO_STORE = { 'cache-control': 'no-store' };
const EXTRA: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'www-authenticate': 'Bearer' },
  405: { allow: 'POST, OPTIONS' },
};

function refusal(status: number, code: string, message?: string): Answer {
  return {
    status,
    value: { Status: 'Error', Code: code, ...(message === undefined ? {} : { Message: message }) },
    log: { code, ...(message === undefined ? {} : { reason: message }) },
  };
}
