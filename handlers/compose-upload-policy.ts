import { randomBytes } from 'node:crypto';
import { systemClock } from '../lib/clock.ts';
import { runMode, type Env } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import { createLogger } from '../lib/logger.ts';
import { parseOssCredentials } from '../lib/oss-credentials.ts';
import { buildCallback } from '../lib/params/build-callback.ts';
import { defaultTemplate } from '../lib/params/default-template.ts';
import { parseBody } from '../lib/params/parse-body.ts';
import { parseCallback } from '../lib/params/parse-callback.ts';
import { renderBody } from '../lib/params/render-body.ts';
import { readOssConfig, readUploadPolicyConfig, type UploadPolicyConfig } from '../lib/trust-config.ts';
import { addTicket } from '../lib/upload-policy/add-ticket.ts';
import { createBearerAuthorize } from '../lib/upload-policy/bearer-authorize.ts';
import {
  createUploadPolicy,
  type AuthorizeUpload,
  type UploadPolicyEndpoint,
} from '../lib/upload-policy/create-upload-policy.ts';
import type { BuildTicketCallback } from '../lib/upload-policy/issue-upload.ts';
import { TICKET_FIELD } from '../lib/upload-policy/ticket.ts';
import type { UploadGrant } from '../lib/upload-policy/upload-grant.ts';
import { composeSecret, type ComposeSecretOptions } from './compose-secret.ts';

/** What an upload policy's handler adds to the settings. */
export interface ComposeUploadPolicyOptions extends ComposeSecretOptions {
  /** Decides who may upload what. Default: who sends the token of `UPLOAD_POLICY_TOKEN_NAME` may do what `UPLOAD_*` say. */
  readonly authorize?: AuthorizeUpload;
}

/**
 * Composes the upload policy from the settings of a process, the same for every platform.
 * @throws {ConfigInvalidError} where a setting is wrong; the message names it.
 */
export function composeUploadPolicy(env: Env, options: ComposeUploadPolicyOptions = {}): UploadPolicyEndpoint {
  const config = readUploadPolicyConfig(env);
  const credentials = composeSecret(env, 'OSS_CREDENTIALS', options);
  const ticketSecret = composeSecret(env, 'OSS_TICKET_SECRET', options);
  return createUploadPolicy({
    ...readOssConfig(env),
    bucket: config.UPLOAD_BUCKET,
    credentials: async (signal) => parseOssCredentials((await credentials.get(signal))[0] ?? ''),
    ticketSecret: (signal) => ticketSecret.get(signal),
    buildCallback: ticketCallback(config),
    randomBytes,
    authorize: options.authorize ?? bearerAuthorize(env, config, options),
    origins: config.UPLOAD_ORIGINS,
    clock: systemClock,
    logger: createLogger({ level: config.LOG_LEVEL, fd: runMode(env) === 'invoke-local' ? 2 : 1 }),
  });
}

function bearerAuthorize(env: Env, config: UploadPolicyConfig, options: ComposeSecretOptions): AuthorizeUpload {
  const token = composeSecret(env, 'UPLOAD_POLICY_TOKEN', options);
  const grant: UploadGrant = {
    keyPrefix: config.UPLOAD_KEY_PREFIX,
    minBytes: config.UPLOAD_MIN_BYTES,
    maxBytes: config.UPLOAD_MAX_BYTES,
    ...(config.UPLOAD_CONTENT_TYPES.length > 0 && { contentTypes: config.UPLOAD_CONTENT_TYPES }),
    expiresInSeconds: config.UPLOAD_EXPIRES_SECONDS,
  };
  return createBearerAuthorize({ tokens: (signal) => token.get(signal), grant });
}

/** What a callback must say for its ticket to be checked. */
const NEEDED = ['bucket', 'object'] as const;

function ticketCallback({
  OSS_CALLBACK_URL,
  OSS_CALLBACK_BODY,
  CALLBACK_FIELDS,
}: UploadPolicyConfig): BuildTicketCallback {
  const urls = OSS_CALLBACK_URL.split(';');
  const build: BuildTicketCallback = ({ ticket, vars }) => {
    const body = OSS_CALLBACK_BODY ?? defaultTemplate('application/x-www-form-urlencoded', Object.keys(vars));
    return buildCallback({ urls, body: addTicket(body, ticket), vars }).base64;
  };
  const { body, bodyType } = parseCallback(build({ ticket: 'ticket', vars: {} }));
  const example = renderBody(body, { bucket: 'bucket', object: 'object' }, bodyType);
  const { upload, fields, problem } = parseBody(Buffer.from(example), { fieldNames: CALLBACK_FIELDS });
  if (problem === undefined && fields[TICKET_FIELD] === 'ticket' && NEEDED.every((name) => upload[name] === name))
    return build;
  throw new ConfigInvalidError(
    'OSS_CALLBACK_BODY must carry ${bucket} and ${object} under the names of CALLBACK_FIELDS',
  );
}
